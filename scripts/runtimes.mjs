// Versions of Node that the benchmark compares, besides the one at hand: npm has each as a package for each platform.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmInstall } from "./setup.mjs";
import { root, step } from "./step.mjs";

const versions = ["24.21.0", "20.20.2"];

/** Their programs, in out/runtimes; one that cannot be had here is said to be left out. */
export async function ensureRuntimes() {
  const major = (version) => version.split(".")[0];
  const found = [];
  for (const version of versions.filter((version) => major(version) !== major(process.versions.node))) {
    const program = await ensureRuntime(version).catch((error) => {
      process.stdout.write(`${error.message}\nNode ${version} is not measured.\n`);
    });
    if (program) found.push(program);
  }
  return found;
}

async function ensureRuntime(version) {
  const windows = process.platform === "win32";
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = [prefix, windows ? "win" : process.platform, process.arch].join("-");
  const folder = join(root, "out", "runtimes", version);
  const program = join(folder, "node_modules", name, "bin", windows ? "node.exe" : "node");
  const ready = join(folder, "ready");
  if (!existsSync(ready))
    await step(`Installing Node ${version} (${name} from npm) for comparison`, async () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
      await npmInstall(folder, ["install", "--no-save", "--ignore-scripts", `${name}@${version}`]);
      writeFileSync(ready, "");
    });
  return program;
}
