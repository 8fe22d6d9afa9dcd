import path from "node:path";
import { prunable, type Graph } from "../../src/core/model/graph";
import type { Engine, Ways } from "../../src/core/training/engine";
import { sparseEngine, type SparseEngineOptions } from "../../src/engine/sparse/engine";
import { loadModule, runnableModules } from "../../src/engine/sparse/module";
import type { Way } from "../candidates";

const root = path.resolve(import.meta.dirname, "../..");
const assets = path.join(root, "dist", "engine");

const options: Readonly<Record<Way, SparseEngineOptions>> = {
  engine: { assets },
  sparse: { assets },
  sparseprop: { assets: path.join(root, "out", "bench", "sparseprop"), module: "relaxed" },
};

/** Our engine; but for the way `engine`, all layers go through their channels in a single pass, weight by weight. */
export function engineOf(way: Way, observe?: SparseEngineOptions["observe"]): Engine {
  const engine = sparseEngine({ ...options[way], ...(observe && { observe }) });
  if (way === "engine") return engine;
  return { ...engine, open: (request) => engine.open({ ...request, ways: singlePass(request.graph) }) };
}

/** In the words of `ways.ts`: forward and backward. */
function singlePass(graph: Graph): Ways {
  return Object.fromEntries(prunable(graph).map(({ node }) => [graph.nodes[node]!.name, "all, all"]));
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
