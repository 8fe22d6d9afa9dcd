/** A network's weights from any safetensors file that has PyTorch's names: ours, or one that PyTorch wrote. */
import { prefixes } from "../core/inspect/names";
import { type Graph, buffers, parameters, prunable } from "../core/model/graph";
import type { Masks, Tensors } from "../core/training/engine";
import { readSafetensors, type StoredTensor } from "./safetensors";

export interface NetworkWeights {
  readonly parameters: Tensors;
  readonly buffers: Tensors;
  /** Of every weight that has zeros: what is zero counts as pruned, so that the engine passes it over. */
  readonly masks: Masks;
  /** Number types that were converted to F32: "F16". */
  readonly converted: readonly string[];
}

/** PyTorch's count of batches, which no evaluation reads. */
const ignored = /(^|\.)num_batches_tracked$/;

/**
 * @param which `best`: those of the best validation epoch, which files of ours hold beside the last
 * @throws Error in one sentence when the file is damaged or belongs to another network
 */
export async function readWeights(path: string, graph: Graph, which: "last" | "best"): Promise<NetworkWeights> {
  const { tensors } = await readSafetensors(path);
  const prefix = which === "best" ? prefixes.best : "";
  if (which === "best" && ![...tensors.keys()].some((name) => name.startsWith(prefix))) {
    throw new Error(`${path} holds no weights of a best epoch; files of runs with validation images do.`);
  }
  const own = new Map(
    [...tensors].filter(([name]) => name.startsWith(prefix) && !name.slice(prefix.length).includes("/")),
  );
  const wanted = [...parameters(graph), ...buffers(graph)];
  const missing = wanted.filter(({ name }) => !own.has(prefix + name)).map(({ name }) => name);
  const known = new Set(wanted.map(({ name }) => prefix + name));
  const extra = [...own.keys()].filter((name) => !known.has(name) && !ignored.test(name));
  const faults = [
    ...(missing.length > 0 ? [`${some(missing)} ${missing.length === 1 ? "is" : "are"} missing`] : []),
    ...(extra.length > 0 ? [`the network has no ${some(extra)}`] : []),
  ];
  if (faults.length > 0) throw new Error(`${path} does not fit ${graph.name}: ${faults.join(", and ")}.`);
  const used = wanted.map(
    ({ name, shape }) => [name, checked(path, graph, own.get(prefix + name)!, name, shape)] as const,
  );
  const values = new Map(used);
  const select = (list: readonly { readonly name: string }[]) =>
    new Map(list.map(({ name }) => [name, values.get(name)!]));
  return {
    parameters: select(parameters(graph)),
    buffers: select(buffers(graph)),
    masks: masksOf(graph, values),
    converted: [...new Set(wanted.flatMap(({ name }) => own.get(prefix + name)!.stored ?? []))],
  };
}

function checked(
  path: string,
  graph: Graph,
  { shape, data }: StoredTensor,
  name: string,
  wanted: readonly number[],
): Float32Array {
  if (shape.join() !== wanted.join()) {
    const found = `has shape ${shape.join("×")}, but must have ${wanted.join("×")}`;
    throw new Error(`${path} does not fit ${graph.name}: ${name} ${found}.`);
  }
  const values = Float32Array.from(data);
  if (values.every(Number.isFinite)) return values;
  throw new Error(`${path} holds numbers in ${name} that are infinite or not a number.`);
}

function masksOf(graph: Graph, values: Tensors): Masks {
  const masks = prunable(graph).map(
    ({ name }) => [name, Uint8Array.from(values.get(name)!, (value) => (value === 0 ? 0 : 1))] as const,
  );
  return new Map(masks.filter(([, mask]) => mask.includes(0)));
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
