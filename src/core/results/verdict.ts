import type { TwinSummary } from "../run/compare";
import { verdictWords } from "../run/verdictWords";
import type { Locale } from "../template";
import { saying } from "./phrases";

/** What the differences in accuracy to the dense twins, or to a baseline, allow to say; undefined where there are none. */
export function verdictText(
  { verdict, seeds, margin }: TwinSummary,
  isBaseline: boolean,
  locale: Locale,
): string | undefined {
  if (verdict === undefined) return undefined;
  return isBaseline && verdict.kind !== "undecided"
    ? saying(locale)(`baseline.${verdict.kind}`, { margin })
    : verdictWords(verdict, { n: seeds.length }, margin, locale);
}
