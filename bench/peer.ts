import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Graph } from "../src/core/model/graph";
import type { StepTimes } from "./step";

/** How PyTorch is to run: its layout of activations, and whether masks are put on the weights after each step. */
export interface PeerSetup {
  readonly layout: "channels_last" | "contiguous";
  readonly masked: boolean;
}

export interface PeerRequest extends PeerSetup {
  readonly warmups: number;
  readonly steps: number;
}

export interface PeerVersions {
  readonly pytorch: string;
  readonly python: string;
}

/** A PyTorch process that holds one network. */
export interface Peer {
  time(request: PeerRequest): Promise<StepTimes>;
  close(): void;
}

/** The versions of PyTorch and Python that this Python has; undefined where PyTorch cannot be imported. */
export async function findPyTorch(python: string): Promise<PeerVersions | undefined> {
  const program = "import platform, torch; print(torch.__version__, platform.python_version())";
  try {
    const { stdout } = await promisify(execFile)(python, ["-c", program]);
    const [pytorch = "", version = ""] = stdout.trim().split(" ");
    return { pytorch, python: version };
  } catch {
    return undefined;
  }
}

/** Starts `peer.py`, which reads and writes lines of JSON. */
export function startPeer(
  python: string,
  script: string,
  network: { readonly graph: Graph; readonly batch: number; readonly threads: number },
): Peer {
  const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const answers: AsyncIterator<string, undefined> = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (message: unknown): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  send(network);
  return {
    time: async (request) => {
      send(request);
      const answer = await answers.next();
      if (answer.done) throw new Error("PyTorch's process has ended early; what it said stands above.");
      return readTimes(answer.value);
    },
    close: () => child.stdin.end(),
  };
}

function readTimes(line: string): StepTimes {
  const pairs: unknown = JSON.parse(line);
  if (!Array.isArray(pairs) || !pairs.every(isPair)) throw new TypeError(`PyTorch's process answered ${line}.`);
  return { wallMs: pairs.map(([wall]) => wall), cpuMs: pairs.map(([, cpu]) => cpu) };
}

function isPair(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((item) => typeof item === "number");
}
