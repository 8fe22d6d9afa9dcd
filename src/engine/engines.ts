import type { Engine } from "../core/training/engine";
import type { EngineId } from "../core/training/engines";
import { sparseEngine } from "./sparse/engine";
import { moduleNames } from "./sparse/module";

export interface EngineFolders {
  /** Of the sparse engine: `relaxed.wasm`, `simd128.wasm` and `worker.js`. */
  readonly assets: string;
  /** In whose `node_modules` TensorFlow's packages may lie, or above them; the first that has one is taken. */
  readonly backends: readonly string[];
}

/** @param module build of the kernels that an interrupted run was trained with, for engines that have several */
export function engineOf(id: EngineId, { assets }: EngineFolders, module?: string): Engine {
  const known = moduleNames.find((name) => name === module);
  if (id === "sparse") return sparseEngine({ assets, ...(known && { module: known }) });
  throw new Error(`There is no engine ${id} yet.`);
}
