/** A network on a device, its calls as pure functions of its state: nothing is overwritten, so that any step can be taken again. */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Graph } from "../../core/model/graph";
import type { Masks, NetworkState, Update } from "../../core/training/engine";
import { dropoutKey } from "../dropout";
import type { Pass } from "./layers/layer";
import type { Library } from "./library";
import { backward, forward, type ByNode } from "./network";
import { operationsOf } from "./operations";
import { layoutOf, pack, packMasks, unpack, type Place } from "./parameters";
import { blend, descend } from "./update";

/** What training changes, in three tensors. */
export type State = { readonly parameters: Tensor; readonly momentum: Tensor; readonly running: Tensor };

/** A batch on the device. */
export type Examples = {
  /** `[images, rows, columns, channels]`. */
  readonly images: Tensor;
  /** What the softmax should be, `[images, classes]`. */
  readonly targets: Tensor;
};

export interface Mode {
  readonly training: boolean;
  /** Of dropout. */
  readonly step: number;
}

export type Model = ReturnType<typeof modelOf>;

export function modelOf(library: Library, graph: Graph, masks: Masks, seed: number) {
  const { tf } = library;
  const operations = operationsOf(library);
  const { add, multiply, reshape, subtract } = operations;
  const layout = layoutOf(graph);
  const kept = (values: Float32Array): Tensor => tf.keep(tf.tensor1d(values));
  const packedMask = packMasks(layout, masks);
  const mask = packedMask && kept(packedMask);
  const { keep, take } = blend(graph);
  const [keeps, takes] = [kept(keep), kept(take)];

  /** By node, with their shapes. */
  const apart = (places: readonly Place[], packed: Tensor): ByNode => {
    const found: Tensor[][] = graph.nodes.map(() => []);
    if (places.length === 0) return found;
    const parts = operations.part(
      packed,
      places.map(({ size }) => size),
    );
    places.forEach(({ node, shape }, index) => found[node]!.push(reshape(parts[index]!, shape)));
    return found;
  };
  const through = ({ parameters, running }: State, images: Tensor, { training, step }: Mode): Pass[] =>
    forward(operations, graph, {
      ...{ images, training, parameters: apart(layout.parameters, parameters) },
      running: training ? graph.nodes.map(() => []) : apart(layout.buffers, running),
      keyOf: (node) => dropoutKey(seed, step, node),
    });
  const logitsOf = (passes: readonly Pass[]): Tensor => {
    const { output } = passes.at(-1)!;
    return reshape(output, [output.size / graph.classes, graph.classes]);
  };
  const back = (passes: readonly Pass[], { targets }: Examples, wanted: "parameters" | "images") => {
    const count = targets.shape[0];
    const gradient = operations.scale(subtract(operations.softmax(logitsOf(passes)), targets), 1 / count);
    return backward(tf, operations, graph, passes, { gradient, wanted });
  };
  /** At every position, as the parameters are packed. */
  const gradientOf = (passes: readonly Pass[], examples: Examples): Tensor => {
    const { parameters } = back(passes, examples, "parameters");
    const taken = graph.nodes.map(() => 0);
    return operations.join(
      layout.parameters.map(({ node, size }) => parameters[node]?.[taken[node]!++] ?? operations.filled([size], 0)),
    );
  };
  const masked = (gradient: Tensor): Tensor => (mask ? multiply(gradient, mask) : gradient);
  const blended = (running: Tensor, passes: readonly Pass[]): Tensor => {
    const statistics = passes.flatMap((pass) => pass.statistics ?? []);
    if (statistics.length === 0) return running.clone();
    return add(multiply(running, keeps), multiply(operations.join(statistics), takes));
  };

  return {
    layout,
    write: ({ parameters, momentum, buffers }: NetworkState): State => ({
      parameters: kept(pack(layout.parameters, parameters, masks)),
      momentum: kept(pack(layout.parameters, momentum, masks)),
      running: kept(pack(layout.buffers, buffers, masks)),
    }),
    read: async ({ parameters, momentum, running }: State): Promise<NetworkState> => ({
      parameters: unpack(layout.parameters, await numbers(parameters)),
      momentum: unpack(layout.parameters, await numbers(momentum)),
      buffers: unpack(layout.buffers, await numbers(running)),
    }),
    /** @param values images NCHW */
    load: (values: Float32Array, targets: Float32Array, count: number): Examples =>
      tf.tidy(() => {
        const [channels, height, width] = graph.nodes[0]!.shape;
        return {
          // A copy: what was handed in may change after the call.
          images: tf.keep(operations.transpose(tf.tensor(values, [count, channels, height, width]), [0, 2, 3, 1])),
          targets: tf.keep(tf.tensor(targets, [count, graph.classes])),
        };
      }),
    /** The state after a step; the logits before it and, last, the sum of the squares of the weights' gradients. */
    advance: (state: State, examples: Examples, update: Update): { readonly state: State; readonly report: Tensor } =>
      tf.tidy(() => {
        const passes = through(state, examples.images, { training: true, step: update.step });
        const gradient = masked(gradientOf(passes, examples));
        const squares = operations.sum(operations.square(operations.slice(gradient, [0], [layout.weights])), [0]);
        const running = blended(state.running, passes);
        const moved = descend(operations, { ...state, gradient }, update);
        const report = operations.join([logitsOf(passes), squares]);
        return { state: keepAll({ ...moved, running }), report: tf.keep(report) };
      }),
    logits: (state: State, images: Tensor): Tensor =>
      tf.tidy(() => logitsOf(through(state, images, { training: false, step: 0 }))),
    /** The logits, then the gradient of the images `[images, channels, rows, columns]`. */
    imagesGradient: (state: State, examples: Examples): Tensor =>
      tf.tidy(() => {
        const passes = through(state, examples.images, { training: false, step: 0 });
        const { images } = back(passes, examples, "images");
        return operations.transpose(images!, [0, 3, 1, 2]);
      }),
    /** The gradient as the parameters are packed, then the logits. */
    gradient: (state: State, examples: Examples, mode: Mode, positions: "kept" | "all"): Tensor =>
      tf.tidy(() => {
        const passes = through(state, examples.images, mode);
        const gradient = gradientOf(passes, examples);
        return operations.join([positions === "kept" ? masked(gradient) : gradient, logitsOf(passes)]);
      }),
    /** The output of every node of a step, one after the other. */
    outputs: (state: State, examples: Examples, step: number): Tensor[] =>
      tf.tidy(() => through(state, examples.images, { training: true, step }).map(({ output }) => output)),
    close: (): void => {
      tf.dispose([keeps, takes, ...(mask ? [mask] : [])]);
      operations.close();
    },
  };

  function keepAll(state: State): State {
    for (const tensor of Object.values(state)) tf.keep(tensor);
    return state;
  }
}

async function numbers(tensor: Tensor): Promise<Float32Array> {
  return tensor.size === 0 ? new Float32Array() : tensor.data<"float32">();
}
