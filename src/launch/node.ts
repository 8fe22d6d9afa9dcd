import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A runtime to train with. */
export interface FoundNode {
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
  /** "22.1.0". */
  readonly version: string;
  /** For people: "Node 22.1.0 (/usr/bin/node)". */
  readonly description: string;
}

const leastMajor = 20;
const run = promisify(execFile);

/**
 * The Node to train with: the one the person set, else the one on the path, else the editor's own runtime acting as
 * one, which can do all that the CPU engine needs.
 * @throws Error in one sentence when the Node that was set cannot be used
 */
export async function findNode(setting: string | undefined): Promise<FoundNode> {
  if (setting !== undefined && setting !== "") {
    const version = await versionOf(setting);
    if (version === undefined)
      throw new Error(`The Node set for training, ${setting}, cannot be run; set another one.`);
    if (Number.parseInt(version) < leastMajor) {
      throw new Error(`The Node set for training, ${setting}, is ${version}, but ${leastMajor} or newer is needed.`);
    }
    return { node: setting, env: {}, version, description: `Node ${version} (${setting})` };
  }
  const version = await versionOf("node");
  if (version !== undefined && Number.parseInt(version) >= leastMajor) {
    return { node: "node", env: {}, version, description: `Node ${version} (on the path)` };
  }
  const own = process.versions.node;
  return {
    node: process.execPath,
    env: { ELECTRON_RUN_AS_NODE: "1" },
    version: own,
    description: `the editor's own runtime (Node ${own})`,
  };
}

async function versionOf(node: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(node, ["--version"], { timeout: 10_000 });
    return /^v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}
