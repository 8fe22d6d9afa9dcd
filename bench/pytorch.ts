import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as Type from "typebox";
import type { Static } from "typebox";
import type { Graph } from "../src/core/model/graph";
import type { PyTorch } from "./candidates";
import { checked } from "./checked";
import { BlockTimesSchema, type Block, type BlockTimes } from "./engines/block";
import { startLines } from "./lines";
import { StepTimesSchema, type StepTimes, type Turn } from "./runner/step";

export const VersionsSchema = Type.Object({ pytorch: Type.String(), python: Type.String() });

export type Versions = Readonly<Static<typeof VersionsSchema>>;

export interface PyTorchRequest extends Turn, Omit<PyTorch, "by"> {
  readonly graph: Graph;
  readonly batch: number;
  readonly threads: number;
}

export const DeviceSchema = Type.Union([Type.Literal("cpu"), Type.Literal("cuda"), Type.Literal("mps")]);
export const DevicesSchema = Type.Array(Type.Object({ device: DeviceSchema, name: Type.String() }));

export interface BlockRequest extends Block, Omit<PyTorch, "by"> {
  readonly graph: Graph;
  readonly batch: number;
  readonly device: Static<typeof DeviceSchema>;
  /** Heeded on the CPU. */
  readonly threads: number;
}

/** A process with PyTorch in it. */
export interface Peer {
  readonly versions: Versions;
  steps(request: PyTorchRequest): Promise<StepTimes>;
  /** Steps one after the other, timed together. */
  block(request: BlockRequest): Promise<BlockTimes>;
  /** Where it can compute: the CPU, and a GPU if it has one. */
  devices(): Promise<Static<typeof DevicesSchema>>;
  /** The best of many products of float32 matrices on one thread, in GFLOP/s: what native code reaches here. */
  productGflops(): Promise<number>;
  readonly close: () => void;
}

const [size, repeats] = [1024, 12] as const;

/** Starts `pytorch.py`; undefined where this Python has no PyTorch. */
export async function startPyTorch(python: string, script: string): Promise<Peer | undefined> {
  const found = await promisify(execFile)(python, ["-c", "import torch"]).catch(() => undefined);
  if (!found) return undefined;
  const lines = startLines("PyTorch's process", python, [script]);
  const ask = (call: string, params: unknown = {}): Promise<unknown> => lines.ask({ call, params });
  const answer = "The answer of PyTorch's process";
  return {
    versions: checked(VersionsSchema, await ask("versions"), answer),
    steps: async (request) => checked(StepTimesSchema, await ask("steps", request), answer),
    block: async (request) => checked(BlockTimesSchema, await ask("block", request), answer),
    devices: async () => checked(DevicesSchema, await ask("devices"), answer),
    productGflops: async () => {
      const params = { size, repeats, threads: 1 };
      const { wallMs } = checked(StepTimesSchema, await ask("products", params), answer);
      return (2 * size ** 3) / Math.min(...wallMs) / 1e6;
    },
    close: lines.close,
  };
}
