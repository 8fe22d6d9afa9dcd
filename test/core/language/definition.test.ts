import { expect, test } from "vitest";
import { definition } from "../../../src/core/language/definition";
import { links } from "../../../src/core/language/links";
import { machine } from "../experiment/examples";
import { atCursor, sources } from "./marked";

const files = machine({ "./net.model.yaml": "version: 1\nlayers:\n  - dense: 10\n" });

/** The word under the cursor, and where it leads: "file /path", "folder /path" or "anchor: text". */
function check(marked: string, expected: readonly [string, string] | undefined, lookup = files): void {
  const { document, offset } = atCursor(marked, "experiment", lookup);
  const found = definition(document, offset);
  const place =
    found && (found.target.kind === "anchor" ? sources(document, [found.target.span])[0]! : found.target.path);
  expect(found && [...sources(document, [found.origin]), `${found.target.kind}: ${place}`]).toEqual(expected);
}

test("a model file's path leads to the file", () => {
  check("version: 1\nmodel: ./net▮.model.yaml", ["./net.model.yaml", "file: /home/net.model.yaml"]);
  check("model: [vgg11, './net.model.yaml▮'", ["./net.model.yaml", "file: /home/net.model.yaml"]);
  check("combine:\n  - model: ▮./net.model.yaml", ["./net.model.yaml", "file: /home/net.model.yaml"]);
});

test("a preset, and a file that is not there, lead nowhere", () => {
  check("model: vgg▮11", undefined);
  check("model: ./missing▮.model.yaml", undefined);
});

test("of a file that cannot be looked up from here, the editor finds out itself", () => {
  const nowhere = { ...files, readText: () => "unknown" as const };
  check("model: ./far▮.model.yaml", ["./far.model.yaml", "file: /home/far.model.yaml"], nowhere);
});

test("folders of data and of outliers lead to themselves, but those without the data", () => {
  const start = "version: 1\nmodel: resnet18\n";
  check(`${start}data: { format: cifar10, path: ./ci▮far }`, ["./cifar", "folder: /home/cifar"]);
  check(`${start}data: { format: cifar10, path: ./missing▮ }`, undefined);
  check(`${start}evaluate: [auc_msp]\nevaluation: { outliers: { svhn: ▮./svhn } }`, ["./svhn", "folder: /home/svhn"]);
});

test("an alias leads to its anchor with its value", () => {
  check("prune: [&few { density: 0.1 }, { <<: *f▮ew }]", ["*few", "anchor: &few { density: 0.1 }"]);
  check("a: &list\n  - 1 # one\n  # two\nb: *list▮", ["*list", "anchor: &list\n  - 1"]);
  check("a: *unknown▮", undefined);
  check("a: &x▮ 1\nb: *x", undefined);
});

test("what aliases repeat is one link", () => {
  const { document } = atCursor(
    "model: &m [./net.model.yaml, vgg11]\ncombine: [{ model: *m }, { model: *m }]",
    "experiment",
    files,
  );
  expect(
    sources(
      document,
      links(document).map(({ span }) => span),
    ),
  ).toEqual(["./net.model.yaml"]);
});
