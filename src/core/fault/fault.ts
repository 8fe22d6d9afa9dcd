/** What is wrong with a file, as data: it travels between processes and is said in the language of who reads it. */
import * as Type from "typebox";
import type { Frozen } from "../frozen";
import { recordOf } from "../recordSchema";
import { fill, type Locale } from "../template";
import { english, type FaultId } from "./phrases";
import { japanese } from "./phrases.ja";

const ids = Object.keys(english) as FaultId[];

const FaultSchema = Type.Object({
  id: Type.Enum(ids),
  args: recordOf(Type.Union([Type.String(), Type.Number()])),
});

/** Why a file is refused: a whole sentence, which says `why` in it where there is more to say. */
export const RefusalSchema = Type.Object({
  ...FaultSchema.properties,
  why: Type.Optional(FaultSchema),
});

export type Fault = Frozen<typeof FaultSchema>;
export type Refusal = Frozen<typeof RefusalSchema>;

export function fault(id: FaultId, args: Fault["args"] = {}): Fault {
  return { id, args };
}

/** Words that follow "…: " and end without a stop; a whole sentence of a refusal. */
export function faultWords({ id, args, why }: Refusal, locale: Locale): string {
  return fill(tables[locale][id], { ...args, ...(why && { why: faultWords(why, locale) }) });
}

/** A fault that is thrown; its message says it in English. */
export class FaultError extends RangeError {
  readonly fault: Fault;

  constructor(id: FaultId, args?: Fault["args"]) {
    super(faultWords(fault(id, args), "en"));
    this.fault = fault(id, args);
  }
}

const tables: Readonly<Record<Locale, Readonly<Record<FaultId, string>>>> = { en: english, ja: japanese };
