import type { PrunableLayers } from "./layers";

/** The same density in every layer, the first and the last included. */
export function uniformDensities({ sizes }: PrunableLayers, density: number): number[] {
  return sizes.map(() => density);
}
