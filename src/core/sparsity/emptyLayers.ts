import type { Pruning } from "../experiment/plan";
import type { LayerRow } from "../run/event";

/** A mask keeps nothing of some layer: nothing flows through it, so the network is not worth training. */
export class DeadNetwork extends RangeError {
  override readonly name = "DeadNetwork";
}

/**
 * Refuses masks that leave a layer without a weight, before anything is trained.
 *
 * @throws DeadNetwork naming the layers
 */
export function refuseEmptyLayers(layers: readonly LayerRow[], { scheme, density, sampling }: Pruning): void {
  const empty = layers.filter(({ kept }) => kept === 0).map(({ name }) => name.replace(/\.weight$/, ""));
  if (empty.length === 0) return;
  const names = [...empty.slice(0, named), ...(empty.length > named ? [`${empty.length - named} more`] : [])];
  const advice = sampling === "bernoulli" ? "sampling: exact, a higher density" : "a higher density";
  throw new DeadNetwork(
    `${scheme} at density ${density} leaves no weight in ${listed(names)}: nothing flows through ` +
      `${empty.length === 1 ? "this layer" : "these layers"}, so the network is dead and is not trained. ` +
      `Use ${advice} or another scheme, such as erk.`,
  );
}

/** The layers that are named; a longer list helps nobody. */
const named = 4;

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)!}`;
}
