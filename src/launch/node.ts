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
  /** Its program in full: `node` may be a name on the path. */
  readonly program: string;
  readonly place: "setting" | "path" | "fetched" | "editor";
  /** Electron posing as Node trains on the CPU, but refuses what drives a GPU. */
  readonly plain: boolean;
}

export interface NodePlaces {
  /** What the person has set; nothing where it is empty. */
  readonly setting?: string | undefined;
  /** Where one that was fetched would be. */
  readonly fetched?: string | undefined;
}

const leastMajor = 20;
const run = promisify(execFile);

/**
 * The Node to train with: the one the person set, else the one on the path, else the one that was fetched, else the
 * editor's own runtime acting as one, which can do all that the CPU engine needs.
 * @throws Error in one sentence when the Node that was set cannot be used
 */
export async function findNode({ setting = "", fetched }: NodePlaces): Promise<FoundNode> {
  if (setting !== "") {
    const asked = await identify(setting);
    if (asked === undefined) throw new Error(`The Node set for training, ${setting}, cannot be run; set another one.`);
    if (!asked.recent) {
      const { version } = asked;
      throw new Error(`The Node set for training, ${setting}, is ${version}, but ${leastMajor} or newer is needed.`);
    }
    return found(setting, asked, "setting", setting);
  }
  const onPath = await identify("node");
  if (onPath?.recent === true) return found("node", onPath, "path", "on the path");
  const own = fetched === undefined ? undefined : await identify(fetched);
  if (fetched !== undefined && own?.recent === true) return found(fetched, own, "fetched", fetched);
  const version = process.versions.node;
  return {
    node: process.execPath,
    env: { ELECTRON_RUN_AS_NODE: "1" },
    version,
    description: `the editor's own runtime (Node ${version})`,
    program: process.execPath,
    place: "editor",
    plain: process.versions.electron === undefined,
  };
}

/** Whether this program is a Node that can train, on this machine. */
export async function isUsableNode(program: string): Promise<boolean> {
  return (await identify(program))?.recent === true;
}

interface Identity {
  readonly version: string;
  readonly program: string;
  readonly recent: boolean;
}

function found(node: string, identity: Identity, place: FoundNode["place"], where: string): FoundNode {
  const { version, program } = identity;
  return { node, env: {}, version, description: `Node ${version} (${where})`, program, place, plain: true };
}

async function identify(node: string): Promise<Identity | undefined> {
  try {
    const { stdout } = await run(node, ["-p", "`${process.version} ${process.execPath}`"], { timeout: 10_000 });
    const [, version, program] = /^v(\d+\.\d+\.\d+)\S* (.+)$/m.exec(stdout) ?? [];
    if (version === undefined || program === undefined) return undefined;
    return { version, program, recent: Number.parseInt(version) >= leastMajor };
  } catch {
    return undefined;
  }
}
