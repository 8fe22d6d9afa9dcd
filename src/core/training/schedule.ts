import type { Schedule } from "../experiment/plan";

/**
 * Learning rate of one epoch (`method.md` 1.7); it is constant within the epoch.
 *
 * Warm-up comes first: rate · (e + 1) / (w + 1) in epochs e = 0 … w − 1. Then `multistep` has multiplied the rate by
 * `gamma` once for each share whose epoch ⌊share · epochs⌋ has begun; `cosine` takes what is left of training from
 * the rate along half a cosine, which would reach zero at the epoch after the last.
 *
 * @param baseRate rate after warm-up and before any decay
 * @param epochs   of the whole training, warm-up included
 * @param epoch    from 0
 */
export function rateAt(schedule: Schedule, baseRate: number, epochs: number, epoch: number): number {
  const { warmup } = schedule;
  if (epoch < warmup) return (baseRate * (epoch + 1)) / (warmup + 1);
  switch (schedule.kind) {
    case "constant":
      return baseRate;
    case "multistep":
      return baseRate * schedule.gamma ** schedule.at.filter((share) => epoch >= epochBegun(share, epochs)).length;
    case "cosine":
      return 0.5 * baseRate * (1 + Math.cos((Math.PI * (epoch - warmup)) / (epochs - warmup)));
  }
}

/** 0.57 of 100 epochs is 57, although 0.57 · 100 is a little less in binary. */
function epochBegun(share: number, epochs: number): number {
  return Math.floor(share * epochs + 1e-9);
}
