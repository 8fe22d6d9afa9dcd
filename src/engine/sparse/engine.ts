import type { Engine } from "../../core/training/engine";
import { measureWays } from "./measure";
import { loadModule, runnableModules, type ModuleName } from "./module";
import { chooseModule, missing, probe, surroundings } from "./probe";
import { openSession, type Observe } from "./session";

export interface SparseEngineOptions {
  /** Folder with `relaxed.wasm`, `simd128.wasm` and `worker.js`. */
  readonly assets: string;
  /** Build of the kernels to use, as a resumed run must; otherwise the fastest this runtime can run. */
  readonly module?: ModuleName;
  /** For measuring: sees each session before it runs, and may put functions of its own around the kernels. */
  readonly observe?: Observe;
}

/**
 * The engine that trains at kept positions only, in WebAssembly on the CPU. The same request gives bit-identical
 * results for any number of threads; the two builds of the kernels differ in the last bits.
 */
export function sparseEngine({ assets, module, observe }: SparseEngineOptions): Engine {
  return {
    id: "sparse",
    probe: () => Promise.resolve(probe(surroundings(), module)),
    measureWays: async (request) => {
      const name = chooseModule(runnableModules(), module);
      return name ? measureWays(request, await loadModule(assets, name)) : {};
    },
    open: async (request) => {
      const name = chooseModule(runnableModules(), module);
      if (!name) throw new Error(missing(module));
      return openSession(request, assets, name, observe);
    },
  };
}
