import { availableParallelism } from "node:os";
import type { Engine } from "../../core/training/engine";
import { measureWays } from "./measure";
import { loadModule, moduleTitles, runnableModules, type ModuleName } from "./module";
import { openSession } from "./session";
import { threadCount } from "./threads";

export interface SparseEngineOptions {
  /** Folder with `relaxed.wasm`, `simd128.wasm` and `worker.js`. */
  readonly assets: string;
  /** Build of the kernels to use, as a resumed run must; otherwise the fastest this runtime can run. */
  readonly module?: ModuleName;
}

/**
 * The engine that trains at kept positions only, in WebAssembly on the CPU. The same request gives bit-identical
 * results for any number of threads; the two builds of the kernels differ in the last bits.
 */
export function sparseEngine({ assets, module }: SparseEngineOptions): Engine {
  const choose = (): ModuleName | undefined => {
    const runnable = runnableModules();
    return module ? runnable.find((name) => name === module) : runnable[0];
  };
  const missing = `This runtime's WebAssembly has no ${module ? moduleTitles[module] : "SIMD"}, which the sparse engine needs; Node.js 20 or later has it.`;
  return {
    id: "sparse",
    probe: () => {
      const name = choose();
      const reason = name ? `${moduleTitles[name]}, ${threadCount(availableParallelism())}` : missing;
      return Promise.resolve({ available: name !== undefined, reason });
    },
    measureWays: async (request) => {
      const name = choose();
      return name ? measureWays(request, await loadModule(assets, name)) : {};
    },
    open: async (request) => {
      const name = choose();
      if (!name) throw new Error(missing);
      return openSession(request, assets, name);
    },
  };
}
