/**
 * Problems in a text a person wrote: a place, a stable code and arguments. Reading such a text never throws; it
 * returns a value and problems. One table a language words them, so editor, terminal and log say the same.
 */
import type { Fault } from "./problemText";

export interface Problem extends Fault {
  /** Offsets into the text, in UTF-16 code units, `end` exclusive. */
  readonly span: Span;
  readonly severity: "error" | "warning" | "information";
}

export interface Span {
  readonly start: number;
  readonly end: number;
}
