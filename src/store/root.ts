/** Where things stand below a `.sparse` folder. The folder is the interface: every window and terminal reads it. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

const folderName = ".sparse";

export const planFile = "plan.json";
export const eventsFile = "events.jsonl";
export const ownerFile = "owner.json";
export const stopFile = "stop";
export const logFile = "trainer.log";

export function rootIn(folder: string): string {
  return join(folder, folderName);
}

/** The nearest `.sparse` folder in `folder` or above it, else the one that would be made in `folder`. */
export function nearestRoot(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(rootIn(at))) return rootIn(at);
    if (dirname(at) === at) return rootIn(resolve(folder));
  }
}

export function runsIn(root: string): string {
  return join(root, "runs");
}

export function runFolder(root: string, id: string): string {
  return join(runsIn(root), id);
}

/** The `.sparse` folder a run's folder lies in. */
export function rootOf(folder: string): string {
  return dirname(dirname(folder));
}

/** Generated images and the like; can be deleted at any time. */
export function cacheIn(root: string): string {
  return join(root, "cache");
}

/** Makes the root with a `.gitignore` of its own, so that runs never end up in a commit by accident. */
export async function makeRoot(root: string): Promise<void> {
  await mkdir(runsIn(root), { recursive: true });
  const ignore = join(root, ".gitignore");
  if (!existsSync(ignore)) await writeFile(ignore, "*\n");
}
