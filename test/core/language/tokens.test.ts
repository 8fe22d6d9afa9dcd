import { expect, test } from "vitest";
import { readDocument, type DocumentKind } from "../../../src/core/language/document";
import { tokens } from "../../../src/core/language/tokens";
import { machine } from "../experiment/examples";

function check(text: string, expected: readonly string[], kind: DocumentKind = "experiment"): void {
  const found = tokens(readDocument(kind, text, machine()));
  expect(found.map(({ span, type }) => `${type} ${text.slice(span.start, span.end)}`)).toEqual(expected);
}

test("schemes, metrics, models and data are words of their own, wherever the grid has them", () => {
  check(
    "model: [vgg11, { family: cifar_resnet, depth: 8 }]\ndata: { format: 'mnist', path: ./erk }\nprune: { scheme: [erk, \"snip\"] }\nevaluate: [ece]\ncombine: [{ data: builtin }]",
    ["model vgg11", "model cifar_resnet", "data mnist", "scheme erk", "scheme snip", "metric ece", "data builtin"],
  );
});

test("unknown words, and known ones elsewhere, are not", () => {
  check("erk: erk\nmodel: erk\nprune: { scheme: [toString, erkk, 3] } # erk", []);
});

test("anchors and aliases are", () => {
  check("prune: &p { scheme: er }\ncombine: [{ prune: *p }] # &q", ["anchor &p", "scheme er", "alias *p"]);
});

test("layers of a model are, in their branches too", () => {
  check(
    "name: relu\nlayers:\n  - relu\n  - unknown\n  - residual:\n      body: [conv: { out: 3, kernel: 1 }]\n",
    ["layer relu", "layer residual", "layer conv"],
    "model",
  );
});

test("a text being written has its words too", () => {
  check("prune: { scheme: [erk, ", ["scheme erk"]);
});
