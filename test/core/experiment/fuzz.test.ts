import fc from "fast-check";
import { expect, test } from "vitest";
import { expand } from "../../../src/core/experiment/expand";
import { readExperiment } from "../../../src/core/experiment/read";
import { problemLine } from "../../../src/core/position";
import type { Problem } from "../../../src/core/problem";
import { english } from "../../../src/core/problemText";
import { exampleTexts, machine } from "./examples";

const lookup = machine({ "./net.model.yaml": "version: 1\nlayers:\n  - dense: 10\n" });

/** Pieces that mean something to YAML or to an experiment, and some that mean nothing anywhere. */
const pieces = [
  ...[
    "[",
    "]",
    "{",
    "}",
    ":",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "<<: *a",
    "!!map ",
    "|",
    ">",
    "#",
    "'",
    '"',
    "---\n",
    "...\n",
  ],
  ...["\n", "\r\n", "\t", "  ", "\u0000", "\ufeff", "💥", "数", "%YAML 1.1\n---\n", "~", ".nan", "1e999", "-0", "0x10"],
  ...["version: 2\n", "model: ", "./net.model.yaml", "density: ", "scheme: dense", "seeds: [[1], [2]]", "__proto__: 1"],
];

const edit = fc.record({ at: fc.nat(), length: fc.nat(30), insert: fc.oneof(fc.constantFrom(...pieces), fc.string()) });

const mutated = fc
  .tuple(fc.constantFrom(...exampleTexts()), fc.array(edit, { minLength: 1, maxLength: 5 }))
  .map(([text, edits]) =>
    edits.reduce((current, { at, length, insert }) => {
      const start = at % (current.length + 1);
      return current.slice(0, start) + insert + current.slice(start + length);
    }, text),
  );

/** What a problem's message needs and does not have. */
function unfilled({ code, args, cause }: Problem): string[] {
  const template: string = english[code];
  const needed = [...template.replaceAll(/\[\[.*?\]\]/g, "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return needed.filter((name) => !(name in args || (name === "cause" && cause !== undefined)));
}

test("reading never throws, and every problem lies within the text", () => {
  const cases = Number(process.env.FUZZ_CASES ?? 1000);
  fc.assert(
    fc.property(mutated, (text) => {
      const { experiment, problems } = readExperiment(text, lookup);
      if (experiment !== undefined) expand(experiment);
      expect(experiment === undefined).toBe(problems.some(({ severity }) => severity === "error"));
      for (const problem of problems) {
        const { start, end } = problem.span;
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
        expect(problemLine("a.sparse.yaml", text, problem)).not.toMatch(/[\r\n]/);
        expect(unfilled(problem)).toEqual([]);
      }
    }),
    { numRuns: cases, seed: 1 },
  );
});
