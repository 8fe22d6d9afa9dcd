import { expect, test } from "vitest";
import { readDocument, type DocumentKind } from "../../../src/core/language/document";
import { symbols, type Entry } from "../../../src/core/language/symbols";
import { machine } from "../experiment/examples";

/** An outline as lines: name, kind and detail. */
function outline(entries: readonly Entry[], indent = ""): string[] {
  return entries.flatMap(({ name, kind, detail, children }) => [
    `${indent}${name} [${kind}] ${detail}`.trimEnd(),
    ...outline(children, `${indent}  `),
  ]);
}

function check(text: string, expected: readonly string[], kind: DocumentKind = "experiment"): void {
  expect(outline(symbols(readDocument(kind, text, machine())))).toEqual(expected);
}

test("sections hold their keys, with values in short", () => {
  check(
    "version: 1\nmodel: cifar_resnet_8 # small\nprune: { scheme: [erk, uniform] }\ntrain:\n  schedule:\n    kind: cosine\ndense: true",
    [
      "version [number] 1",
      "model [text] cifar_resnet_8",
      "prune [mapping] { scheme: [erk, uniform] }",
      "  scheme [list] [erk, uniform]",
      "train [mapping]",
      "  schedule [mapping]",
      "    kind [text] cosine",
      "dense [boolean] true",
    ],
  );
});

test("mappings in a list are numbered", () => {
  check("prune:\n  - scheme: erk\n  - &a { scheme: er }\n  - *a", [
    "prune [list]",
    "  1 [mapping]",
    "    scheme [text] erk",
    "  2 [mapping] { scheme: er }",
    "    scheme [text] er",
    "  3 [mapping] *a",
  ]);
});

test("layers are called by their kind and name, and hold their branches", () => {
  check(
    "layers:\n  - conv: { name: stem, out: 8 }\n  - residual:\n      name: first\n      body: [relu, batchNorm]\n  - relu\n",
    [
      "layers [list]",
      "  conv stem [layer] { name: stem, out: 8 }",
      "  residual first [layer]",
      "    body [list] [relu, batchNorm]",
      "      relu [layer]",
      "      batchNorm [layer]",
      "  relu [layer]",
    ],
    "model",
  );
});

test("a text being written has an outline of what is there", () => {
  check('version: 1\nprune: { scheme: er\n"seeds" :\n: 3', [
    "version [number] 1",
    "prune [mapping] { scheme: er",
    "  scheme [text] er",
    "seeds [nothing]",
  ]);
});

test("a name stands within what it is the name of", () => {
  const text = "train:\n  epochs: 6\n";
  const [train] = symbols(readDocument("experiment", text, machine()));
  expect(train).toMatchObject({ selection: { start: 0, end: 5 }, span: { start: 0, end: 18 } });
});

test("a key that is blank is called by its quotes", () => {
  check('version: 1\n" ": 3\n', ["version [number] 1", '" " [number] 3']);
});
