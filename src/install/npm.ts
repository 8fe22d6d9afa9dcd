/** npm, or what it starts, in a process of its own. */
import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { createInterface } from "node:readline";

/** How to run npm. */
export interface Npm {
  /** Program of the Node that runs it, in full. */
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
  /** npm's own program. */
  readonly program: string;
}

export interface NpmRequest {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Told every line that is written. */
  readonly onLine: (line: string) => void;
}

export interface NpmEnd {
  readonly ok: boolean;
  /** The last that was written. */
  readonly said: string;
}

const linesKept = 200;

/**
 * Runs npm in a folder until it ends.
 *
 * @throws Error with an `AbortError`'s name when the signal says so: npm and all that it has started are gone by then
 */
export async function npm(
  { node, env, program }: Npm,
  args: readonly string[],
  { folder, signal, onLine }: NpmRequest,
): Promise<NpmEnd> {
  signal.throwIfAborted();
  const child = spawn(node, [program, ...args], {
    cwd: folder,
    env: { ...withPath(dirname(node)), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that what it starts can be ended with it.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const end = () => {
    if (child.pid !== undefined) endAll(child.pid);
  };
  signal.addEventListener("abort", end, { once: true });
  const said: string[] = [];
  const take = (line: string) => {
    said.push(line);
    if (said.length > linesKept) said.shift();
    onLine(line);
  };
  createInterface({ input: child.stdout }).on("line", take);
  createInterface({ input: child.stderr }).on("line", take);
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", ({ message }) => {
      take(message);
      resolve(null);
    });
    child.once("close", resolve);
  });
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  return { ok: code === 0, said: said.join("\n") };
}

/** The environment in which scripts find this folder's programs first: they start `node` by its name. */
function withPath(folder: string): NodeJS.ProcessEnv {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { ...process.env, [name]: [folder, process.env[name]].filter(Boolean).join(delimiter) };
}

function endAll(pid: number): void {
  if (process.platform === "win32") spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { windowsHide: true });
  else {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
