import type { Plan } from "../experiment/plan";
import type { Locale } from "../template";
import { runPhrase } from "./phrases";
import { significant } from "./words";

/** What a scale means: "1 % of the experiment's epochs and images; results stand for this scale only." */
export function scaleWords(scale: number, locale: Locale): string {
  return runPhrase("scale", shareOf(scale), locale);
}

/** The same of all plans that are scaled, one sentence a scale, which it names. */
export function scaleNotes(plans: readonly Pick<Plan, "scale">[], locale: Locale): readonly string[] {
  const scales = new Set(plans.flatMap(({ scale }) => scale ?? []));
  return [...scales].map((scale) => runPhrase("scale", { scale, ...shareOf(scale) }, locale));
}

function shareOf(scale: number) {
  return { share: `${significant(100 * scale)} %` };
}
