import { format } from "node:util";
import { crashed, screenshot, startBrowser } from "./browser";
import { inCopyOf } from "./copy";
import { startServer } from "./server";
import { repeatable, trust } from "./settings";

export interface SuiteOptions {
  /** The project, which is the extension under test. */
  readonly root: string;
  /** Folder whose copy is opened: the tests may write into it. */
  readonly folder: string;
  /** Module that exports `run()`. */
  readonly tests: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Gets what the editor and the extensions write to the console. */
  readonly log: (text: string) => void;
  readonly limitMs: number;
}

/** Runs a test module inside the extension host of the VS Code server and returns its exit code. */
export function runInExtensionHost(options: SuiteOptions): Promise<number> {
  return inCopyOf(options.folder, (copy) => runOn(copy, options));
}

async function runOn(folder: string, { root, tests, environment, log, limitMs }: SuiteOptions): Promise<number> {
  const settings = { ...repeatable, ...trust("trusted") };
  const server = await startServer({ root, settings, environment, withoutTrust: true });
  try {
    const browser = await startBrowser(root);
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const exit = new Promise<number>((resolve) => {
        void page.exposeFunction("codeAutomationExit", resolve);
      });
      await page.exposeFunction("codeAutomationLog", (_: string, parts: unknown[]) => {
        log(`${format(...parts)}\n`);
      });
      try {
        const failed = Promise.race([crashed(page), late(limitMs)]);
        await Promise.race([page.goto(server.address({ folder, extension: root, tests })), failed]);
        return await Promise.race([exit, failed]);
      } catch (error) {
        const picture = await screenshot(root, page, "extension-host-failure").catch(() => "none");
        const report = `${String(error)}\nScreenshot: ${picture}\nServer: ${server.log().slice(-4000)}`;
        throw new Error(report, { cause: error });
      }
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

function late(limitMs: number): Promise<never> {
  return new Promise((_, reject) => {
    const say = () => {
      reject(new Error(`The suite did not end within ${String(limitMs / 1000)} s.`));
    };
    setTimeout(say, limitMs).unref();
  });
}
