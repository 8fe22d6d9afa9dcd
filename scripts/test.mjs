// npm test [-- --unit] [--editor] [--workbench] [--desktop]: sets up, builds, runs all parts or those named, and closes
// with "N passed, N failed". The editor part runs in the program named by VSCODE_EXECUTABLE, with --desktop in a
// downloaded VS Code, otherwise in the VS Code server.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBrowser, ensureVsCodeServer } from "./machine.mjs";
import { ensureBuild, ensureDependencies } from "./setup.mjs";
import { ensureTensorFlow } from "./tensorflow.mjs";
import { main, openly, root, StepError } from "./step.mjs";

const parts = {
  unit: { title: "Unit and conformance tests", run: unit },
  editor: { title: "Tests in a VS Code extension host", run: inEditor },
  workbench: { title: "Tests of the VS Code workbench", run: inWorkbench },
};
const reports = join(root, "out", "reports");
const minuteMs = 60_000;

await main(async () => {
  const named = process.argv.slice(2).map((option) => option.replace(/^--/, ""));
  const unknown = named.find((name) => name !== "desktop" && !(name in parts));
  if (unknown !== undefined)
    throw new StepError(
      `There is no option --${unknown}. Known: --${[...Object.keys(parts), "desktop"].join(", --")}.`,
    );
  const chosen = Object.keys(parts).filter((name) => named.includes(name));

  let passed = 0;
  let failed = 0;
  try {
    await ensureDependencies();
    await ensureBuild();
    mkdirSync(reports, { recursive: true });
    for (const name of chosen.length > 0 ? chosen : Object.keys(parts)) {
      process.stdout.write(`\n${parts[name].title}\n`);
      const count = await parts[name].run().catch(notStarted);
      passed += count.passed;
      failed += count.failed;
    }
  } catch (error) {
    failed += notStarted(error).failed;
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
});

/** A part that could not start counts as one failure: silence must never look like success. */
function notStarted(error) {
  process.stderr.write(`${error instanceof StepError ? error.message : error.stack}\n`);
  return { passed: 0, failed: 1 };
}

async function unit() {
  await ensureTensorFlow();
  return vitest("unit", 12);
}

async function vitest(project, minutes) {
  const report = freshReport(`${project}.json`);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await openly(process.execPath, [join(root, "node_modules", "vitest", "vitest.mjs"), ...args], {
    limitMs: minutes * minuteMs,
  });
  const { numPassedTests, numFailedTests, testResults } = readReport(report, code);
  const brokenFiles = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return atLeastOneFailure(code, { passed: numPassedTests, failed: numFailedTests + brokenFiles.length });
}

async function inWorkbench() {
  await ensureBrowser();
  await ensureVsCodeServer();
  return vitest("workbench", 15);
}

async function inEditor() {
  const report = freshReport("editor.json");
  const log = freshReport("editor-console.log");
  const options = {
    root,
    folder: join(root, "examples"),
    tests: join(root, "out", "test", "suite", "index"),
    environment: { SPARSE_TEST_REPORT: report },
    log: (text) => appendFileSync(log, text),
    limitMs: 8 * minuteMs,
  };
  const harness = await import(pathToFileURL(join(root, "out", "test", "harness.mjs")).href);
  const named = process.env.VSCODE_EXECUTABLE;
  if (named !== undefined && !existsSync(named))
    throw new StepError(`VSCODE_EXECUTABLE is ${named}, but there is no such file.`);
  const executable = named ?? (await desktop(harness));
  let code;
  if (executable === undefined) {
    await ensureBrowser();
    await ensureVsCodeServer();
    code = await harness.runInExtensionHost(options);
  } else {
    code = await harness.runOnDesktop(executable, options);
  }
  const { stats, passes, failures } = readReport(report, code);
  for (const { fullTitle } of passes) process.stdout.write(` ✓ ${fullTitle}\n`);
  for (const { fullTitle, err } of failures) process.stdout.write(` ✗ ${fullTitle}\n${err.stack ?? err.message}\n`);
  return atLeastOneFailure(code, { passed: stats.passes, failed: stats.failures });
}

async function desktop({ downloadDesktop }) {
  if (!process.argv.includes("--desktop")) return undefined;
  const executable = await downloadDesktop();
  if (executable === undefined)
    process.stdout.write("VS Code's download server cannot be reached; the VS Code server from npm is used instead.\n");
  return executable;
}

function freshReport(name) {
  const file = join(reports, name);
  rmSync(file, { force: true });
  return file;
}

function readReport(file, code) {
  if (!existsSync(file)) throw new StepError(`The tests ended with ${code} and without a report.`);
  return JSON.parse(readFileSync(file, "utf8"));
}

// An error outside any test, such as an unhandled rejection, shows in the exit code alone.
function atLeastOneFailure(code, count) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
