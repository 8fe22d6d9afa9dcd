import fc from "fast-check";
import { expect, test } from "vitest";
import { problemMessage } from "../../src/core/problemText";
import { readYaml } from "../../src/core/yamlText";
import { japaneseText } from "./japanese";

/** What is wrong with a text as YAML, in Japanese. */
function said(text: string): string[] {
  return readYaml(text).problems.map((problem) => problemMessage(problem, "ja"));
}

test.each([
  ["a: { b: 1\nc: 2", "YAML として正しくありません: { } のマッピングが「}」で閉じられていません"],
  ["a: [1, 2", "YAML として正しくありません: [ ] のリストが「]」で閉じられていません"],
  ['a: "b', 'YAML として正しくありません: 引用符「"」が閉じられていません'],
  ["a: 1\n  b: 2", "YAML として正しくありません: 一行のマッピングの中にマッピングは書けません"],
  ["a: @b", "YAML として正しくありません: 引用符のない値を「@」で始めることはできません"],
  ["a: !b c", "タグ「!b」には意味がありません。タグを取り除いてください。"],
])("%j is wrong in Japanese too", (text, message) => {
  expect(said(text)).toContain(message);
});

test("whatever the text, what the YAML library says of it is translated", () => {
  const seed = "a: &x { b: [1, 'c'], d: *x }\n- e\n? f\n: |\n  g\n# h\n";
  const pieces = [
    "",
    " ",
    "\n",
    "\t",
    ":",
    ",",
    "[",
    "]",
    "{",
    "}",
    "- ",
    "? ",
    "&",
    "*",
    "!",
    "!!x ",
    "|",
    ">",
    "'",
    '"',
  ];
  const more = ["#", "%", "%YAML 1.2\n", "%TAG\n", "---", "...", "@", "`", "\\", "&a &b ", "!a !b ", "\\q", "|9x"];
  const edit = fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.constantFrom(...pieces, ...more));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const text = edits.reduce((before, [at, length, piece]) => {
        const start = at % (before.length + 1);
        return before.slice(0, start) + piece + before.slice(start + length);
      }, seed);
      for (const problem of readYaml(text).problems) {
        const { message } = problem.args;
        const translated = problemMessage(problem, "ja");
        expect(translated).toMatch(japaneseText);
        if (message !== undefined) expect(translated).not.toContain(message);
      }
    }),
    { numRuns: 500, seed: 31 },
  );
});
