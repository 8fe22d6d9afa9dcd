import { expect, test } from "vitest";
import { references, renamable, rename } from "../../../src/core/language/anchors";
import { applied } from "../../../src/core/language/edit";
import { atCursor, sources, unmarked } from "./marked";

/** The places are marked «so»; that of the anchor comes first. */
function checkReferences(marked: string): void {
  const { text, spans } = unmarked(marked);
  const { document, offset } = atCursor(text);
  const shift = (at: number): number => (at > offset ? at - 1 : at);
  const expected = spans.map(({ start, end }) => ({ start: shift(start), end: shift(end) }));
  expect(references(document, offset, true)).toEqual(expected);
  expect(references(document, offset, false)).toEqual(expected.slice(1));
}

function checkRename(marked: string, name: string, expected: string): void {
  const { document, offset } = atCursor(marked);
  const edits = rename(document, offset, name, "en");
  expect(typeof edits === "string" ? edits : applied(document.text, edits)).toBe(expected);
}

test("an anchor is used by the aliases of its name below it", () => {
  checkReferences("prune: [&«few» { density: 0.1 }, { <<: *«fe▮w», scheme: er }]\nmargin: &other 1\nseeds: [*other]");
  checkReferences("seeds: &▮«s»\n  - 1\nx: [*«s», *«s»]\n");
});

test("a name given twice is two anchors", () => {
  const twice = (first: string, second: string): string => `a: ${first}\nc: ${second}\n`;
  checkReferences(twice("&«x» 1\nb: *«x▮»", "&x 2\nd: *x"));
  checkReferences(twice("&x 1\nb: *x", "&«x» 2\nd: *«▮x»"));
});

test("elsewhere there is nothing to find or to rename", () => {
  for (const marked of ["a: &x 1▮0\nb: *x", "a: *mis▮sing", "# *x▮\na: &x 1", 'a: "&x▮"', "▮"]) {
    const { document, offset } = atCursor(marked);
    expect(references(document, offset, true)).toEqual([]);
    expect(renamable(document, offset)).toBeUndefined();
    expect(rename(document, offset, "y", "en")).toEqual([]);
  }
});

test("what is renamed is the name without its mark", () => {
  const { document, offset } = atCursor("a: &name 1\nb: ▮*name");
  expect(sources(document, [renamable(document, offset)!])).toEqual(["name"]);
});

test("renaming changes the anchor and its aliases", () => {
  checkRename("a: &x { b: 1 }\nc: *▮x\nd: [*x, '*x']\n", "base", "a: &base { b: 1 }\nc: *base\nd: [*base, '*x']\n");
  checkRename("a: &x▮ 1\nb: *x", "基準", "a: &基準 1\nb: *基準");
});

test("a name that YAML does not allow, or another anchor has, is refused with a sentence", () => {
  const form = (name: string): string =>
    `An anchor cannot be called "${name}": its name has no blanks, commas, brackets or braces, and no colon at its end.`;
  for (const name of ["", "a b", "a,b", "[a", "a}", "a:", "a\u0000"]) checkRename("a: &x▮ 1", name, form(name));
  checkRename("a: &x▮ 1\nb: &y 2", "y", 'Another value has the anchor "&y" already; choose another name.');
  checkRename("a: &x▮ 1\nb: &y 2", "x", "a: &x 1\nb: &y 2");
});

test("a file with other mistakes can be renamed in too", () => {
  checkRename("a: &x▮ 1\nb: { c: *x, d: [", "y", "a: &y 1\nb: { c: *y, d: [");
});
