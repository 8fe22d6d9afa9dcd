import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Run by VS Code inside its extension host: every test file beside this one. The variable SPARSE_TEST_REPORT names a file
 * for the results; rejecting is how VS Code learns of a failure.
 */
export async function run(): Promise<void> {
  // Mocha is an ES module: the extension host of older desktop versions cannot require it.
  const { default: Mocha } = await import("mocha");
  const output = process.env.SPARSE_TEST_REPORT;
  const reporting = output === undefined ? { reporter: "spec" } : { reporter: "json", reporterOptions: { output } };
  const mocha = new Mocha({ ui: "tdd", timeout: 60_000, forbidOnly: true, forbidPending: true, ...reporting });
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".test.js"),
  );
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  await mocha.loadFilesAsync();

  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  if (failures > 0) throw new Error(`${String(failures)} in-editor tests failed.`);
}
