import { expect, test } from "vitest";
import { selection } from "../../../src/core/language/selection";
import { atCursor, sources } from "./marked";

function check(marked: string, expected: readonly string[]): void {
  const { document, offset } = atCursor(marked);
  expect(sources(document, selection(document, offset))).toEqual(expected);
}

test("from a number the selection grows to its list, its key and the sections around it", () => {
  check("prune: { density: [0.1, 0.▮2] } # kept\n", [
    "0.2",
    "0.1, 0.2",
    "[0.1, 0.2]",
    "density: [0.1, 0.2]",
    "{ density: [0.1, 0.2] }",
    "prune: { density: [0.1, 0.2] }",
    "prune: { density: [0.1, 0.2] } # kept\n",
  ]);
});

test("a quoted text is selected without its quotes first", () => {
  check('model: "cifar_▮resnet_8"', ["cifar_resnet_8", '"cifar_resnet_8"', 'model: "cifar_resnet_8"']);
});

test("a block ends with its last value, not with the comment below it", () => {
  check("train:\n  epo▮chs: 6\n  batch: 64 # images\n  # more\nseeds: [1]\n", [
    "epochs",
    "epochs: 6",
    "epochs: 6\n  batch: 64",
    "train:\n  epochs: 6\n  batch: 64",
    "train:\n  epochs: 6\n  batch: 64 # images\n  # more\nseeds: [1]",
    "train:\n  epochs: 6\n  batch: 64 # images\n  # more\nseeds: [1]\n",
  ]);
});

test("blanks that YAML does not know as blanks are part of a word", () => {
  check("model: ve▮ry\u3000wide\u00a0\n", [
    "very\u3000wide\u00a0",
    "model: very\u3000wide\u00a0",
    "model: very\u3000wide\u00a0\n",
  ]);
});

test("what has no end yet is selected as far as it goes", () => {
  check("prune: { scheme: e▮r", ["er", "scheme: er", "{ scheme: er", "prune: { scheme: er"]);
});
