import fc from "fast-check";
import { expect, test } from "vitest";
import { expand } from "../../../src/core/experiment/expand";
import { readExperiment } from "../../../src/core/experiment/read";
import { problemLine } from "../../../src/core/position";
import type { Problem } from "../../../src/core/problem";
import { english } from "../../../src/core/problemText";
import { fuzzing, mutated } from "../language/mutations";
import { exampleTexts, machine } from "./examples";

const lookup = machine({ "./net.model.yaml": "version: 1\nlayers:\n  - dense: 10\n" });

/** What a problem's message needs and does not have. */
function unfilled({ code, args, cause }: Problem): string[] {
  const template: string = english[code];
  const needed = [...template.replaceAll(/\[\[.*?\]\]/g, "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return needed.filter((name) => !(name in args || (name === "cause" && cause !== undefined)));
}

test("reading never throws, and every problem lies within the text", () => {
  fc.assert(
    fc.property(mutated(exampleTexts()), (text) => {
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
    fuzzing,
  );
});
