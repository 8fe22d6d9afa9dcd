// Dawn, which is WebGPU for Node, for one platform: a VSIX carries no other.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./step.mjs";

/** The platforms there are, as VS Code names them, and their folders in the package. */
export const targets = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "win32-x64": "win32-x64",
  "win32-arm64": "win32-arm64",
  "darwin-x64": "darwin-universal",
  "darwin-arm64": "darwin-universal",
};

export const thisPlatform = `${process.platform}-${process.arch}`;

/** Its program, with the libraries that it wants beside it; nothing for a platform that there is none for. */
export function placeDawn(target, folder = join(root, "dist", "webgpu")) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter(isDawn)) rmSync(join(folder, name));
  if (!Object.hasOwn(targets, target)) return;
  const source = join(root, "node_modules", "webgpu", "dist", targets[target]);
  for (const name of readdirSync(source).filter(isDawn)) copyFileSync(join(source, name), join(folder, name));
}

/** Its licences too, where they stand beside it. */
function isDawn(name) {
  return /\.(node|dll|txt)$/i.test(name);
}
