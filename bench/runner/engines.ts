import path from "node:path";
import type { Engine } from "../../src/core/training/engine";
import { sparseEngine, type SparseEngineOptions } from "../../src/engine/sparse/engine";
import { loadModule, runnableModules } from "../../src/engine/sparse/module";
import type { Way } from "../candidates";

const root = path.resolve(import.meta.dirname, "../..");
const assets = path.join(root, "dist", "engine");

/** What makes our engine compute in each way; it knows no other than the sparse one so far. */
const options: Readonly<Record<Way, SparseEngineOptions>> = {
  engine: { assets },
  sparse: { assets },
  sparseprop: { assets: path.join(root, "out", "bench", "sparseprop"), module: "relaxed" },
};

export function engineOf(way: Way, observe: NonNullable<SparseEngineOptions["observe"]>): Engine {
  return sparseEngine({ ...options[way], observe });
}

/**
 * V8 compiles a module's functions twice, quickly and then well, and forgets them with the last module of the same
 * bytes. Until these are released, only the first session of each way has to wait for that.
 */
export async function holdModules(): Promise<{ release(): void }> {
  const [name = "simd128"] = runnableModules();
  const loading = Object.values(options).map((option) => loadModule(option.assets, option.module ?? name));
  const held = await Promise.all(loading);
  return { release: () => void held.splice(0) };
}
