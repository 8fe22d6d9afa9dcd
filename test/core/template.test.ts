import { expect, test } from "vitest";
import { fill, localeOf } from "../../src/core/template";

test("arguments are put where the text names them, whatever they contain", () => {
  expect(fill('"{key}" is given twice.', { key: "{key} $1 [[" })).toBe('"{key} $1 [[" is given twice.');
});

test("a part whose argument is missing is left out", () => {
  const template = "{found} of[[ at least {least}]][[ and at most {most}]]";
  expect(fill(template, { found: 0, least: 1 })).toBe("0 of at least 1");
  expect(fill(template, { found: 0, least: 1, most: 9 })).toBe("0 of at least 1 and at most 9");
});

test("an editor's language is one of ours, English where it is none of them", () => {
  expect(["ja", "ja-JP", "JA", "en", "de-AT", "jav", ""].map(localeOf)).toEqual([
    ...["ja", "ja", "ja"],
    ...["en", "en", "en", "en"],
  ]);
});
