/** The state a network starts training from. */
import { buffers, parameters, sizeOf, type Graph, type Initial, type Parameter } from "../model/graph";
import { stream } from "../random";
import type { NetworkState } from "./engine";

/**
 * Draws every tensor from a generator of its own by its node's `initial`; batch norm starts at scale 1, shift 0, mean 0,
 * variance 1. Masks play no part: a sparse network starts from its dense twin's weights.
 *
 * @see He et al. 2015 (arXiv 1502.01852) for the normal distributions
 */
export function initialState(graph: Graph, seed: number): NetworkState {
  const drawn = parameters(graph).map((parameter): [string, Float32Array] => [
    parameter.name,
    initialTensor(graph, parameter, seed),
  ]);
  const running = buffers(graph).map(({ name, shape }): [string, Float32Array] => [
    name,
    new Float32Array(sizeOf(shape)).fill(name.endsWith(".running_var") ? 1 : 0),
  ]);
  return { parameters: new Map(drawn), buffers: new Map(running), momentum: new Map() };
}

type Rule = Initial["weight"] | Initial["bias"];

function initialTensor(graph: Graph, { name, shape, kind, node }: Parameter, seed: number): Float32Array {
  const tensor = new Float32Array(sizeOf(shape));
  if (kind === "scale") return tensor.fill(1);
  const { layer, inputs } = graph.nodes[node]!;
  if (kind === "shift" || (layer.op !== "conv2d" && layer.op !== "dense")) return tensor;
  const window = layer.op === "conv2d" ? sizeOf(layer.kernel) : 1;
  const fanIn = graph.nodes[inputs[0]!]!.shape[0] * window;
  const draw = sampler(layer.initial[kind], { in: fanIn, out: layer.out * window }, seed, name);
  return tensor.map(draw);
}

function sampler(
  rule: Rule,
  fan: { readonly in: number; readonly out: number },
  seed: number,
  name: string,
): () => number {
  const random = stream(seed, "initial", name);
  switch (rule) {
    case "zero":
      return () => 0;
    case "normal_0.01":
      return () => 0.01 * random.normal();
    case "kaiming_fan_in":
      return () => Math.sqrt(2 / fan.in) * random.normal();
    case "kaiming_fan_out":
      return () => Math.sqrt(2 / fan.out) * random.normal();
    case "uniform_fan_in":
      return () => (2 * random.uniform() - 1) / Math.sqrt(fan.in);
  }
}
