import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from "@vscode/test-electron";
import { inCopyOf } from "./copy";
import type { SuiteOptions } from "./extensionHost";

/** Downloads a desktop VS Code, or returns undefined where its server cannot be reached. */
export async function downloadDesktop(): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTFOUND") return undefined;
    throw error;
  }
}

/** Runs the same test module in a desktop VS Code and returns its exit code. */
export async function runOnDesktop(executable: string, options: SuiteOptions): Promise<number> {
  try {
    return await inCopyOf(options.folder, (copy) =>
      runTests({
        vscodeExecutablePath: executable,
        extensionDevelopmentPath: options.root,
        extensionTestsPath: options.tests,
        extensionTestsEnv: options.environment,
        launchArgs: [copy, "--disable-extensions", "--disable-workspace-trust"],
      }),
    );
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  }
}
