import type { Locale } from "../template";
import { runPhrase } from "./phrases";
import type { RunState } from "./state";
import { significant } from "./words";

/**
 * Time of one training step in ms, reading and augmenting its images included: the median over the run's progress events,
 * so that what else the machine did for a while does not count. Undefined before the first of them.
 *
 * @param batch images a step
 */
export function stepTimeMs({ progress }: RunState, batch: number): number | undefined {
  return median(progress.flatMap(({ imagesPerSecond }) => ms(batch, imagesPerSecond)));
}

/**
 * Time that one training step spends in the kernels of convolution and dense layers in ms, the median in the same way.
 * Undefined where the engine does not tell it apart.
 *
 * @param batch images a step
 */
export function kernelTimeMs({ progress }: RunState, batch: number): number | undefined {
  return median(
    progress.flatMap(({ imagesPerSecond, kernelShare }) =>
      kernelShare === undefined ? [] : ms(batch, imagesPerSecond).map((step) => step * kernelShare),
    ),
  );
}

function ms(batch: number, imagesPerSecond: number): readonly number[] {
  return imagesPerSecond > 0 ? [(1000 * batch) / imagesPerSecond] : [];
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((short, long) => short - long);
  const middle = (sorted.length - 1) / 2;
  return sorted.length === 0 ? undefined : (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** "12.3 ms, of its dense twin 44.1 ms (3.59 times as long)"; undefined where nothing was measured. */
export function stepTimeWords(own: number | undefined, dense: number | undefined, locale: Locale): string | undefined {
  if (own === undefined) return undefined;
  const beside = dense === undefined ? {} : { dense: significant(dense), times: significant(dense / own) };
  return runPhrase("step", { own: significant(own), ...beside }, locale);
}
