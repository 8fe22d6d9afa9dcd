import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checked } from "./checked";
import { measureEngines } from "./engines/run";
import { enginesText } from "./engines/table";
import { measureLanguage } from "./language";
import { measurePage } from "./page";
import { withSection } from "./readme";
import { ReportSchema } from "./report";
import { run } from "./run";
import { measureRuns } from "./runs";
import { readOptions, type Options } from "./settings";
import { reportText } from "./table";

const root = path.resolve(import.meta.dirname, "../..");

const options = readOptions(process.argv.slice(2));
try {
  if ("fault" in options) fail(options.fault);
  else if (options.do === "readme") rewriteReadme(options.file);
  else if (options.do === "runs") console.log(await measureRuns(options.runs));
  else if (options.do === "page") console.log(await measurePage(root, options.browser));
  else if (options.do === "language") console.log(await measureLanguage(root));
  else if (options.do === "engines") await compareEngines(options);
  else await measure(options);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

async function measure({ settings, out, nodes }: Options & { readonly do: "measure" }): Promise<void> {
  const report = await run({ ...here(), settings, nodes: [process.execPath, ...nodes] });
  finish(path.join(out, "benchmark.json"), report, reportText(report));
}

async function compareEngines(options: Options & { readonly do: "engines" }): Promise<void> {
  const { settings, out, node = process.execPath } = options;
  const report = await measureEngines({ ...here(), settings, node });
  finish(path.join(out, "engines.json"), report, enginesText(report));
}

/** What both kinds of runs need to know of this place. */
function here() {
  return {
    ...{ root, python: process.env.PYTHON ?? "python3", date: new Date().toISOString().slice(0, 10) },
    say: (line: string) => {
      console.log(line);
    },
  };
}

function finish(file: string, report: object, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  console.log(`\n${text}\n\nThese numbers are in ${file}.`);
}

function rewriteReadme(file: string): void {
  const readme = path.join(root, "README.md");
  if (!existsSync(file)) throw new Error(`There is no file ${file}; "npm run bench -- --out docs" writes one to docs.`);
  const report = checked(ReportSchema, JSON.parse(readFileSync(file, "utf8")), file);
  writeFileSync(readme, withSection(readFileSync(readme, "utf8"), report));
}

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}
