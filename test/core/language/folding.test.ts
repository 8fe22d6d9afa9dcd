import { expect, test } from "vitest";
import { readDocument } from "../../../src/core/language/document";
import { folds } from "../../../src/core/language/folding";
import { machine } from "../experiment/examples";
import { sources, unmarked } from "./marked";

/** What can be folded is marked «so». */
function check(marked: string): void {
  const { text, spans } = unmarked(marked);
  const document = readDocument("experiment", text, machine());
  const found = folds(document).map(({ span }) => span);
  expect(sources(document, found)).toEqual(sources(document, spans));
  expect(found).toEqual(spans);
}

test("a section folds to its key, and one within it too", () => {
  check("version: 1\n«train:\n  epochs: 6\n  «schedule:\n    kind: cosine»» # smooth\n\nseeds: [1]\n");
});

test("an item of a list folds to its first line", () => {
  check("«prune:\n  - «scheme: erk\n    density: 0.1»\n  - scheme: dense»\n");
});

test("the closing bracket of a list or mapping stays in sight", () => {
  check("«prune: {\n  «density: [\n    0.1,\n    0.2»\n  ],\n  scheme: erk»\n}\n");
  check("«prune: { scheme: erk,\n  density: 0.1 }»\n");
});

test("a comment of several lines folds; single ones, and those behind values, do not", () => {
  check("«# one\n# two\n# three»\nversion: 1 # first\n# alone\n\n# apart\nmodel: vgg11\n");
  check("«train:\n  «# one\r\n  # two»\r\n  epochs: 1»\r\n");
});

test("a text of several lines is no comment, whatever it says", () => {
  check("«model: |\n  # one\n  # two»\n");
});

test("what has no end yet folds as far as it goes", () => {
  check("version: 1\n«prune: {\n  scheme: erk,\n  density: 0.1»\n");
});
