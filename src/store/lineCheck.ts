import { Compile } from "typebox/compile";
import { LineSchema, type LineCheck } from "./runIndex";

/** Checks lines of the index in about half the time; its compiler is too large for programs that look at few runs. */
export function compiledLineCheck(): LineCheck {
  const form = Compile(LineSchema);
  return (json) => form.Check(json);
}
