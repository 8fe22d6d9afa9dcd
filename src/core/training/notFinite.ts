import { parameters, type Graph } from "../model/graph";
import type { NetworkState, NotFinite, Tensors } from "./engine";

/** Whether a number is infinite or not a number. */
export function holdsNotFinite(values: Float32Array): boolean {
  for (const value of values) if (!Number.isFinite(value)) return true;
  return false;
}

/** Where a network's numbers are not finite, if they are not. */
export function notFiniteIn({ parameters, buffers, momentum }: NetworkState): NotFinite | undefined {
  const parts: readonly (readonly [NotFinite["what"], Tensors])[] = [
    ["weight", parameters],
    ["statistics", buffers],
    ["momentum", momentum],
  ];
  for (const [what, tensors] of parts) {
    for (const [name, values] of tensors) if (holdsNotFinite(values)) return { what, layer: layerOf(name) };
  }
  return undefined;
}

/** The parameter whose gradient is not finite, from the last layer back, if there is one. */
export function gradientNotFiniteIn(graph: Graph, gradients: Tensors): NotFinite | undefined {
  const found = parameters(graph)
    .reverse()
    .find(({ name }) => holdsNotFinite(gradients.get(name)!));
  return found && { what: "gradient", layer: graph.nodes[found.node]!.name };
}

/** `conv1` of `conv1.weight`. */
function layerOf(tensor: string): string {
  return tensor.slice(0, tensor.lastIndexOf("."));
}
