import fc from "fast-check";

/** Pieces that mean something to YAML or to an experiment, and some that mean nothing anywhere. */
const pieces = [
  ...["[", "]", "{", "}", ":", ": ", "- ", "? ", "&a ", "*a", "<<: *a", "!!map ", "|", ">", "#", "'", '"'],
  ...["---\n", "...\n", "\n", "\r\n", "\r", "\t", "  ", "\u0000", "\ufeff", "💥", "数", "\u202e", "%YAML 1.1\n---\n"],
  ...["~", ".nan", "1e999", "-0", "0x10", "version: 2\n", "model: ", "./net.model.yaml", "density: ", "scheme: dense"],
  ...["seeds: [[1], [2]]", "__proto__: 1"],
];

const edit = fc.record({ at: fc.nat(), length: fc.nat(30), insert: fc.oneof(fc.constantFrom(...pieces), fc.string()) });

/** Real texts as a person leaves them half-way: a few edits anywhere. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 5 })).map(([text, edits]) =>
    edits.reduce((current, { at, length, insert }) => {
      const start = at % (current.length + 1);
      return current.slice(0, start) + insert + current.slice(start + length);
    }, text),
  );
}

/** The same cases every time; `FUZZ_CASES=100000` for the long run. */
export const fuzzing = { numRuns: Number(process.env.FUZZ_CASES ?? 300), seed: 1 };
