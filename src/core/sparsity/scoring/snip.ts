import { prunable, sizeOf, type Graph } from "../../model/graph";
import { stream } from "../../random";
import type { Batch, NetworkState, Session, Tensors } from "../../training/engine";

/**
 * SNIP: |w · ∂L/∂w|, how much the loss depends on a weight's being there.
 *
 * @param session  a session of the dense network with `snipState`, without dropout
 * @param weights  those of that state
 * @returns one tensor for every convolution and dense weight, in nats; one gradient of the dense network's cost
 * @see Lee et al. 2019 (arXiv 1810.02340)
 */
export async function snipScores(graph: Graph, session: Session, weights: Tensors, batch: Batch): Promise<Tensors> {
  const { gradients } = await session.gradients(batch, { mode: "train", positions: "all", labelSmoothing: 0 });
  const score = (name: string): Float32Array => {
    const gradient = gradients.get(name)!;
    return weights.get(name)!.map((weight, at) => Math.abs(weight * gradient[at]!));
  };
  return new Map(prunable(graph).map(({ name }) => [name, score(name)]));
}

/**
 * The state that SNIP scores: every convolution and dense weight drawn anew, normal with variance
 * 2 / (fan_in + fan_out) (Xavier), so that the scores do not depend on how the layers are scaled; all else as it is.
 */
export function snipState(graph: Graph, state: NetworkState, seed: number): NetworkState {
  const drawn = prunable(graph).map(({ name, shape }): [string, Float32Array] => {
    const [out, input, ...kernel] = shape;
    const deviation = Math.sqrt(2 / ((out! + input!) * sizeOf(kernel)));
    const random = stream(seed, "snip", name);
    return [name, Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal())];
  });
  return { ...state, parameters: new Map([...state.parameters, ...drawn]) };
}
