// Makes a fresh clone ready: only what is missing, from npm and the system's own packages. Uses Node's own modules only,
// because it runs before anything is installed.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { quietly, root, step, StepError } from "./step.mjs";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Installs the npm packages when node_modules does not hold what package-lock.json asks for. */
export async function ensureDependencies() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) throw new StepError(`Node ${process.versions.node} was found, but Node 20 or newer is needed.`);
  if (dependenciesAreInstalled()) return;
  await step("Installing the npm packages", () =>
    npmInstall(root, ["ci", "--include=dev", "--ignore-scripts"], "Check the network, then run the command again."),
  );
}

/** Builds dist/, the benchmark and the in-editor tests when a source file has changed since the last build. */
export async function ensureBuild() {
  const wanted = sourcesHash();
  const stamp = join(root, "dist", ".sources");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const { build } = await import("./bundles.mjs");
  await step("Building", build);
}

/** Hash of all that decides what the build makes. A hash sees deleted and moved-back files too; dates do not. */
export function sourcesHash() {
  const hash = createHash("sha256");
  for (const file of ["package-lock.json", "package.json", "scripts/bundles.mjs", "scripts/dawn.mjs"])
    add(join(root, file));
  for (const folder of ["src", "webview", "bench", "test/editor", "test/harness"]) addFolder(join(root, folder));
  return hash.digest("hex");

  function addFolder(folder) {
    if (!existsSync(folder)) return;
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) addFolder(path);
      else add(path);
    }
  }
  function add(file) {
    hash.update(`${file.slice(root.length)}\0${statSync(file).size}\0`).update(readFileSync(file));
  }
}

/** Runs npm quietly; lifecycle scripts stay off, since some of them download from places other than the registry. */
export function npmInstall(folder, args, advice) {
  const shell = process.platform === "win32"; // Node starts .cmd files through a shell only.
  return quietly(npm, [...args, "--no-audit", "--no-fund"], { cwd: folder, shell, advice });
}

// npm keeps what it has installed in node_modules/.package-lock.json, written last: an interrupted install has none.
function dependenciesAreInstalled() {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" || installed[path]?.version === entry.version || (!installed[path] && entry.optional),
  );
}
