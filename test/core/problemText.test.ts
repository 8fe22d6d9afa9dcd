import { expect, test } from "vitest";
import { problemMessage } from "../../src/core/problemText";

test("arguments are put where the text names them, whatever they contain", () => {
  expect(problemMessage({ code: "duplicate-key", args: { key: "{key} $1 [[" } })).toBe(
    '"{key} $1 [[" is given twice; remove one of the two.',
  );
});

test("a part whose argument is missing is left out", () => {
  const args = { key: "train.epochs", found: "0", least: 1 };
  expect(problemMessage({ code: "out-of-range", args })).toBe("train.epochs is 0, but must be at least 1.");
  expect(problemMessage({ code: "out-of-range", args: { ...args, most: 9 } })).toBe(
    "train.epochs is 0, but must be at least 1 and at most 9.",
  );
});

test("a cause is worded within what it led to", () => {
  const cause = { code: "empty-list", args: { key: "layers" } } as const;
  const args = { file: "a.model.yaml", line: 3, column: 1 };
  expect(problemMessage({ code: "model-file-problem", args, cause })).toBe(
    "a.model.yaml:3:1: layers is an empty list; give it at least one value.",
  );
});
