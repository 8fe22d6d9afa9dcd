import type { Fault } from "../problemText";
import type { Range } from "./schema";

/** Far more values than a person waits for. */
const valueLimit = 10_000;

/**
 * The values of a range, in order from `from` to `to`, downwards where `to` is less.
 *
 * Sums and products are rounded to twelve digits, so that 0.1 to 0.3 by 0.1 ends with 0.3.
 *
 * @param whole whether only whole numbers are wanted: then a step of 1 goes without saying, and products are rounded
 * @param key   how people call the place
 */
export function rangeValues(range: Range, whole: boolean, key: string): readonly number[] | Fault {
  const { from, to, step = whole ? 1 : undefined, times } = range;
  if (times !== undefined && range.step !== undefined) return { code: "range-two-steps", args: { key } };
  if (times !== undefined) {
    if (from * to <= 0) return { code: "range-times-sign", args: { key } };
    const steps = Math.abs(Math.log(to / from)) / Math.log(times);
    const ratio = Math.abs(to) < Math.abs(from) ? 1 / times : times;
    return listed(key, steps, (index) => (whole ? Math.round(from * ratio ** index) : from * ratio ** index));
  }
  if (step === undefined) return { code: "range-without-step", args: { key } };
  return listed(key, Math.abs(to - from) / step, (index) => from + Math.sign(to - from) * index * step);
}

/** @param steps how many steps lie between the first value and the end, not rounded */
function listed(key: string, steps: number, at: (index: number) => number): readonly number[] | Fault {
  const count = Math.floor(steps + 1e-9) + 1;
  if (!(count <= valueLimit)) return { code: "range-too-long", args: { key, limit: valueLimit } };
  const values = Array.from({ length: count }, (_, index) => Number(at(index).toPrecision(12)));
  return [...new Set(values)];
}
