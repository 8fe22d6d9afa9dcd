import { prunable, type Graph } from "../../model/graph";
import { hessianProduct, weightGradients } from "../../training/curvature/differentiate";
import type { Batch, NetworkState, Tensors } from "../../training/engine";

/** Divides the logits, so that all classes are almost equally likely. */
const temperature = 200;

/**
 * GraSP: −w · Hg, what a weight's removal does to the square of the gradient; what is largest can go. With halves A
 * and B, g = ∇L(A) + ∇L(B) and Hg is the sum of both halves' products with g, each half with its own batch statistics.
 * The Hessian products are exact (see `curvature/differentiate.ts`).
 *
 * @param batches the halves, in order
 * @param pause   awaited between layers: to give way, or to throw
 * @returns one tensor for every convolution and dense weight; eleven forward passes of the dense network's cost, at one
 *   to two nanoseconds a multiply-add, whatever the engine
 * @see Wang et al. 2020 (arXiv 2002.07376); `method.md` 1.5 for the paper's order of images and temperature
 */
export async function graspScores(
  graph: Graph,
  state: Pick<NetworkState, "parameters">,
  batches: readonly Batch[],
  pause: () => Promise<void>,
): Promise<Tensors> {
  const problems = batches.map((batch) => ({ graph, state, batch, temperature, pause }));
  const names = prunable(graph).map(({ name }) => name);
  const gradients: Tensors[] = [];
  for (const problem of problems) gradients.push(await weightGradients(problem));
  const gradient = total(gradients, names);
  const products: Tensors[] = [];
  for (const problem of problems) products.push(await hessianProduct(problem, gradient));
  return new Map(
    [...total(products, names)].map(([name, product]) => {
      const weights = state.parameters.get(name)!;
      return [name, product.map((value, at) => -weights[at]! * value)];
    }),
  );
}

function total(terms: readonly Tensors[], names: readonly string[]): Tensors {
  return new Map(
    names.map((name) => {
      const values = terms.map((term) => term.get(name)!);
      return [name, values[0]!.map((_, at) => values.reduce((sum, term) => sum + term[at]!, 0))];
    }),
  );
}
