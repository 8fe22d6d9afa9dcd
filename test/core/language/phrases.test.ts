import { expect, test } from "vitest";
import { english, phrase } from "../../../src/core/language/phrases";
import { japanese } from "../../../src/core/language/phrases.ja";
import { expectSameTemplates } from "../japanese";

test("a phrase is said in the language that is asked for", () => {
  expect(phrase("lens.compare", { finished: 3 }, "en")).toBe("Compare (3 finished)");
  expect(phrase("lens.compare", { finished: 3 }, "ja")).toBe("比較 (3 件終了)");
});

test("every phrase in Japanese has the arguments of its English words", () => {
  expectSameTemplates(english, japanese);
});
