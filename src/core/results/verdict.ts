import type { TwinSummary } from "../run/compare";
import type { Locale } from "../template";
import { saying } from "./phrases";

/** What the differences in accuracy allow to say; undefined where there are none. */
export function verdictText(
  { verdict, seeds, margin }: TwinSummary,
  isBaseline: boolean,
  locale: Locale,
): string | undefined {
  const say = saying(locale);
  const other = say(isBaseline ? "verdict.baseline" : "metric.dense");
  if (verdict === undefined) return undefined;
  if (verdict.kind !== "undecided") return say(`verdict.${verdict.kind}`, { other, margin });
  if (seeds.length === 1) return say("verdict.oneSeed");
  return verdict.moreSeeds === undefined
    ? say("verdict.hopeless")
    : say("verdict.undecided", { count: verdict.moreSeeds });
}
