import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { expectSameTemplates, japaneseText } from "../core/japanese";
import { sayings, unsaid } from "./interface";
import { tableIn, writtenOut } from "./pageText";
import { read, sources } from "./sources";

const Table = Type.Record(Type.String(), Type.String());

const editorFiles = [...sources(["src/host"], [".ts"]), read("src/extension.ts")];
const said = editorFiles.flatMap(sayings);

test("the manifest is there in Japanese, with the same links and marks", () => {
  sameTables(table("package.nls.json"), table("package.nls.ja.json"), /\]\([^)]*\)|`[^`]*`/g);
});

test("all that the interface says is there in Japanese, with the same arguments", () => {
  const japanese = table("l10n/bundle.l10n.ja.json");
  const english = Object.fromEntries(said.map((saying) => [saying.english ?? saying.path, saying.english ?? ""]));
  sameTables(english, japanese, /\{\d+\}/g);
});

test("what the interface says is written out, so that a table can have it", () => {
  expect(said.filter(({ english }) => english === undefined)).toEqual([]);
  expect(Value.Parse(Type.Object({ l10n: Type.String() }), JSON.parse(read("package.json").text)).l10n).toBe("./l10n");
});

test("no message or label of the interface is there in English only", () => {
  expect(editorFiles.flatMap(unsaid)).toEqual([]);
});

test("the rules see what is said and what is not", () => {
  const text = 'say("a {0}", 1); vscode.l10n.t(`b ${c}`); window.showErrorMessage(`Not ${d}.`); x = { title: "Run" };';
  expect(sayings({ path: "a.ts", text }).map(({ english }) => english)).toEqual(["a {0}", undefined]);
  expect(unsaid({ path: "a.ts", text })).toEqual(["a.ts: `Not ${d}.`", 'a.ts: "Run"']);
});

const pages = sources(["webview"], [".ts"]);
const wordLists = pages.filter(({ path }) => path.endsWith("/words.ts"));

test("every page has its words in Japanese too, with the same arguments", () => {
  expect(wordLists.map(({ path }) => path)).toContain("webview/run/words.ts");
  for (const list of wordLists) {
    const [english, japanese] = [tableIn(list, "english"), tableIn(list, "japanese")];
    expectSameTemplates(english, japanese);
    const hasLatin = (id: string) => /[a-z]{2}/i.test(japanese[id]!.replaceAll(/\{\w+\}/g, ""));
    const foreign = Object.keys(japanese).filter((id) => hasLatin(id) && !japaneseText.test(japanese[id]!));
    expect([list.path, foreign]).toEqual([list.path, []]);
  }
});

test("a page shows nothing that is written in the middle of its code, and fixes no language", () => {
  expect(pages.filter((page) => !wordLists.includes(page)).flatMap(writtenOut)).toEqual([]);
});

test("the rules see what a page shows", () => {
  const text =
    'make("p", { class: "a b", "aria-label": "Run" }, open ? `${n} left` : "–"); write(e, say("x")); points(1, "en"); f({ label: "Stop" });';
  expect(writtenOut({ path: "a.ts", text })).toEqual([
    "a.ts: `${n} left`",
    'a.ts: "Run"',
    'a.ts: "en"',
    'a.ts: "Stop"',
  ]);
});

function table(path: string): Static<typeof Table> {
  return Value.Parse(Table, JSON.parse(read(path).text));
}

/** The same keys, and in each the same parts that must not be translated, in any order. */
function sameTables(english: Static<typeof Table>, japanese: Static<typeof Table>, kept: RegExp): void {
  const without = (keys: object, others: object) => Object.keys(keys).filter((key) => !Object.hasOwn(others, key));
  expect({ missing: without(english, japanese), stale: without(japanese, english) }).toEqual({
    missing: [],
    stale: [],
  });
  for (const [key, text] of Object.entries(japanese)) {
    expect([key, text]).toEqual([key, expect.stringMatching(japaneseText)]);
    expect([key, partsOf(text)]).toEqual([key, partsOf(english[key]!)]);
  }

  function partsOf(text: string): string[] {
    return [...text.matchAll(kept)].map(([part]) => part).sort();
  }
}
