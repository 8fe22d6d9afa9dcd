import { expect, test } from "vitest";
import { english, problemMessage } from "../../src/core/problemText";
import { japanese } from "../../src/core/problemText.ja";
import { expectSameTemplates, japaneseText } from "./japanese";

test("a problem is worded in English unless another language is asked for", () => {
  const fault = { code: "duplicate-key", args: { key: "seeds" } } as const;
  expect(problemMessage(fault)).toBe('"seeds" is given twice; remove one of the two.');
  expect(problemMessage(fault, "ja")).toBe("「seeds」が二度書かれています。どちらかを取り除いてください。");
});

test("a limit that is not there is not spoken of", () => {
  const args = { key: "train.epochs", found: "0", least: 1 };
  expect(problemMessage({ code: "out-of-range", args })).toBe("train.epochs is 0, but must be at least 1.");
  expect(problemMessage({ code: "out-of-range", args: { ...args, most: 9 } })).toBe(
    "train.epochs is 0, but must be at least 1 and at most 9.",
  );
  expect(problemMessage({ code: "out-of-range", args: { ...args, most: 9 } }, "ja")).toBe(
    "train.epochs は 0 ですが、範囲外です。使える範囲: 1 以上 9 以下。",
  );
});

test("a cause is worded within what it led to", () => {
  const cause = { code: "empty-list", args: { key: "layers" } } as const;
  const fault = { code: "model-file-problem", args: { file: "a.model.yaml", line: 3, column: 1 }, cause } as const;
  expect(problemMessage(fault)).toBe("a.model.yaml:3:1: layers is an empty list; give it at least one value.");
  expect(problemMessage(fault, "ja")).toBe("a.model.yaml:3:1: layers が空のリストです。値を一つ以上書いてください。");
});

test("words of ours within a problem are translated, quotations are not", () => {
  const empty = { code: "not-an-experiment", args: { found: "empty" } } as const;
  expect(problemMessage(empty, "ja")).toMatch(/^これは空ですが、/);
  const quoted = { code: "expected-number", args: { key: "prune.density", found: "empty" } } as const;
  expect(problemMessage(quoted, "ja")).toBe("prune.density は empty ですが、数でなければなりません。");
});

test("every problem in Japanese has the arguments of its English words", () => {
  expectSameTemplates(english, japanese);
  // The place in a model file stands before a cause that has words itself.
  const worded = Object.entries(japanese).filter(([code]) => code !== "model-file-problem");
  for (const [code, template] of worded) expect([code, template]).toEqual([code, expect.stringMatching(japaneseText)]);
});
