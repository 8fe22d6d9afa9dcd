/** The tiny network of the golden files, and the reference's SNIP and GraSP of it. */
import { readFileSync } from "node:fs";
import { preset } from "../../../src/core/model/presets";
import type { Batch, NetworkState, Tensors } from "../../../src/core/training/engine";
import { buffers, sizeOf } from "../../../src/core/model/graph";

type GoldenTensors = Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly number[] }>>;
type Densities = Readonly<Record<string, readonly number[]>>;

export interface GoldenSnipScores {
  readonly layer_density_by_global_density: Densities;
  readonly scores_float64_unnormalised: GoldenTensors;
  /** Absent where they are the network's own. */
  readonly weights?: GoldenTensors;
}

export const goldenSnip = read("snip_tiny.json") as {
  readonly weights_as_given: GoldenSnipScores;
  readonly xavier_reinit: GoldenSnipScores;
};

export const goldenGrasp = read("grasp_tiny.json") as {
  readonly half_A: readonly number[];
  readonly half_B: readonly number[];
  readonly layer_density_float64: Densities;
  readonly scores_float64: GoldenTensors;
};

const file = read("tiny_net.json") as {
  readonly params: GoldenTensors;
  readonly x: { readonly data: readonly number[] };
  readonly y: readonly number[];
};

const graph = preset("cifar_resnet_8_4", { classes: 10, input: [3, 8, 8] })!;
const running = buffers(graph).map(({ name, shape }): [string, Float32Array] => [
  name,
  new Float32Array(sizeOf(shape)).fill(name.endsWith("running_var") ? 1 : 0),
]);
const state: NetworkState = { parameters: tensorsOf(file.params), buffers: new Map(running), momentum: new Map() };

export const tinyNet = {
  graph,
  state,
  /** The file's images of these numbers; all of them where none are given. */
  batch: (indices: readonly number[] = [...file.y.keys()]): Batch => ({
    images: Float32Array.from(indices.flatMap((index) => file.x.data.slice(index * 192, (index + 1) * 192))),
    labels: Int32Array.from(indices, (index) => file.y[index]!),
  }),
};

export function tensorsOf(golden: GoldenTensors): Tensors {
  return new Map(Object.entries(golden).map(([name, { data }]) => [name, Float32Array.from(data)]));
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(`test/golden/${name}`, "utf8"));
}
