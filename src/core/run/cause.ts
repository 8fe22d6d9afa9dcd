/** Why a run ended before it was done, as far as the program itself knows: so that it can be said in any language. */
import type { EventOf } from "./event";
import type { Ending } from "./ending";
import type { RunState } from "./state";
import type { Locale } from "../template";
import { runPhrase } from "./phrases";
import { significant } from "./words";

export type Divergence = EventOf<"diverged">;
export type Cause = Divergence | Ending;

/** Where training diverged, or how else it ended, what can be done about it and what is left, for a person. */
export function causeWords(cause: Cause, locale: Locale): string {
  switch (cause.kind) {
    case "diverged":
      return divergenceWords(cause, locale);
    case "unqueued":
    case "killed":
      return runPhrase(`ended.${cause.kind}`, {}, locale);
    case "died": {
      const { epoch, log, how } = cause;
      const end = Object.fromEntries(Object.entries(how).filter(([name]) => name !== "kind"));
      return runPhrase("ended.died", { how: runPhrase(`ended.${how.kind}`, end, locale), epoch, log }, locale);
    }
  }
}

/** In the reader's language where the program knows the cause; else as the run itself noted it. */
export function reasonWords({ cause, reason }: Pick<RunState, "cause" | "reason">, locale: Locale): string | undefined {
  return cause === undefined ? reason : causeWords(cause, locale);
}

function divergenceWords({ step, epoch, rate, what, layer, checkpoint }: Divergence, locale: Locale): string {
  const place = runPhrase(`place.${what}`, {}, locale);
  const args = { step, epoch, place, ...(checkpoint > 0 && { checkpoint }) };
  if (what === "input") return runPhrase("diverged.input", args, locale);
  const more = { rate: significant(rate, locale), ...(layer !== undefined && { layer }) };
  return runPhrase("diverged", { ...args, ...more }, locale);
}
