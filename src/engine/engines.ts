import type { Engine } from "../core/training/engine";
import type { EngineId } from "../core/training/engines";
import { sparseEngine } from "./sparse/engine";
import { moduleNames } from "./sparse/module";
import { tfjsEngine } from "./tfjs/engine";
import { isInstalled, loadTensorFlow } from "./tfjs/tensorflow";
import { loadWebGpu } from "./tfjs/webgpu";

export interface EngineFolders {
  /** Of the sparse engine: `relaxed.wasm`, `simd128.wasm` and `worker.js`. */
  readonly assets: string;
  /** Of WebGPU: `tfjs.js` and `dawn.node`. */
  readonly webgpu: string;
  /** In whose `node_modules` TensorFlow's packages may lie, or above them; the first that has one is taken. */
  readonly backends: readonly string[];
}

/** Why an engine need not be tried, where that can be told without loading it. */
export function whyNot(id: EngineId, { backends }: EngineFolders): string | undefined {
  const isPackage = id === "tensorflow" || id === "tensorflow-gpu";
  return isPackage && !isInstalled(id, backends) ? "its package is not installed" : undefined;
}

/** @param module build of the kernels that an interrupted run was trained with, for engines that have several */
export function engineOf(id: EngineId, { assets, webgpu, backends }: EngineFolders, module?: string): Engine {
  if (id === "sparse") {
    const known = moduleNames.find((name) => name === module);
    return sparseEngine({ assets, ...(known && { module: known }) });
  }
  if (id === "webgpu") return tfjsEngine({ id, load: () => loadWebGpu(webgpu) });
  return tfjsEngine({ id, load: (threads) => loadTensorFlow({ id, folders: backends, threads }) });
}
