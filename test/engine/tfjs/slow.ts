import { denseCost } from "../../../src/core/model/cost";
import type { Network } from "../networks";

/** Networks that a device without a device's speed computes in a moment. */
export function isTiny(_: string, { graph, batch }: Network): boolean {
  return denseCost(graph).macs * batch < 300_000;
}
