import type { PrunableLayers } from "./layers";

/** Every weight is kept, whatever density is asked for: the dense twin. */
export function denseDensities({ sizes }: PrunableLayers): number[] {
  return sizes.map(() => 1);
}
