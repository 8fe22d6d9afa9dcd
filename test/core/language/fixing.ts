import { expect } from "vitest";
import { readDocument, type DocumentKind } from "../../../src/core/language/document";
import { applied } from "../../../src/core/language/edit";
import { fixes } from "../../../src/core/language/fix/fixes";
import type { ProblemCode } from "../../../src/core/problemText";
import { machine } from "../experiment/examples";
import { unmarked } from "./marked";

/** The lines every file needs, before those under test. */
export const start = "version: 1\nmodel: cifar_resnet_8_8\n";

const machineWithModel = machine({
  "./tiny.model.yaml":
    "version: 1\ninput: [3, 32, 32]\nlayers: [conv: { out: 1, kernel: 1 }, globalAvgPool, dense: { out: 10 }]",
});

/** Fixes of the problem at the place marked «so», by their titles, and the text after each. */
export function fixed(
  code: ProblemCode,
  marked: string,
  kind: DocumentKind = "experiment",
): Readonly<Record<string, string>> {
  const { text, spans } = unmarked(marked);
  const document = readDocument(kind, text, machineWithModel);
  const found = document.problems.find((problem) => {
    return problem.code === code && problem.span.start === spans[0]?.start && problem.span.end === spans[0].end;
  });
  if (found === undefined) throw new Error(`${code} is not there, but ${JSON.stringify(document.problems)}`);
  const all = fixes(document, found, "en");
  expect(all.filter(({ preferred }) => preferred).length).toBeLessThanOrEqual(1);
  return Object.fromEntries(
    all.map(({ title, edits }) => {
      const after = applied(text, edits);
      const rest = readDocument(kind, after, machineWithModel).problems;
      // The place may have moved by what was put in front of it.
      const shift = after.length - text.length;
      const same = rest.filter(
        (problem) => problem.code === code && JSON.stringify(problem.args) === JSON.stringify(found.args),
      );
      expect(same.filter(({ span }) => [0, shift].includes(span.start - found.span.start))).toEqual([]);
      return [title, after];
    }),
  );
}

/** One fix, and the text after it; what stands around the lines under test is left out. */
export function check(code: ProblemCode, marked: string, title: string, after: string): void {
  expect(fixed(code, start + marked)).toEqual({ [title]: start + after });
}

export function checkNone(code: ProblemCode, marked: string): void {
  expect(fixed(code, start + marked)).toEqual({});
}

export function checkWhole(code: ProblemCode, marked: string, title: string, after: string): void {
  expect(fixed(code, marked)).toEqual({ [title]: after });
}

export function checkModel(code: ProblemCode, marked: string, title: string, after: string): void {
  expect(fixed(code, marked, "model")).toEqual({ [title]: after });
}
