import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isScalar } from "yaml";
import { references, renamable, rename } from "../../../src/core/language/anchors";
import { definition } from "../../../src/core/language/definition";
import { readDocument, type LanguageDocument } from "../../../src/core/language/document";
import { applied, type TextEdit } from "../../../src/core/language/edit";
import { fixes } from "../../../src/core/language/fix/fixes";
import { folds } from "../../../src/core/language/folding";
import { formatting } from "../../../src/core/language/format";
import { links } from "../../../src/core/language/links";
import { allPlaces, holds } from "../../../src/core/language/places";
import { selection } from "../../../src/core/language/selection";
import { symbols, type Entry } from "../../../src/core/language/symbols";
import { tokens } from "../../../src/core/language/tokens";
import type { Problem, Span } from "../../../src/core/problem";
import { readYaml, type YamlText } from "../../../src/core/yamlText";
import { exampleTexts, machine } from "../experiment/examples";
import { fuzzing, mutated } from "./mutations";

const lookup = machine({ "./net.model.yaml": "version: 1\nlayers:\n  - dense: 10\n" });

const anchored = `version: 1
model: [&net cifar_resnet_8_8, *net, ./net.model.yaml]
data: { format: [cifar10, svhn], path: "./cifar" }
prune:
- &few
  density: 0.1   # lined up
- { <<: *few, scheme: 'er' }
train: { epochs:   {from: 1, to: 3} }
evaluation:
    outliers: {svhn: ./svhn}
    # a note
`;

const model = readFileSync(new URL("../../../examples/small.model.yaml", import.meta.url), "utf8");

const texts = mutated([...exampleTexts(), anchored, model]);

function isWithin({ text }: LanguageDocument, { start, end }: Span): boolean {
  return start <= end && holds({ start: 0, end: text.length }, { start, end });
}

function entriesOf(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry) => [entry, ...entriesOf(entry.children)]);
}

/** Every node's value; of an alias, the number of the node that it stands for. */
function values(yaml: YamlText): unknown[] {
  const nodes = [...allPlaces(yaml)].map(({ node }) => node);
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  return nodes.map((node) => (isScalar(node) ? node.value : numbers.get(yaml.target(node) ?? node)));
}

function expectInOrder(edits: readonly TextEdit[]): void {
  for (const [index, { span }] of edits.entries()) {
    if (index > 0) expect(edits[index - 1]!.span.end).toBeLessThanOrEqual(span.start);
  }
}

test("whatever the text, every place that is told lies within it", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom("experiment", "model"), fc.nat(), (text, kind, seed) => {
      const document = readDocument(kind, text, lookup);
      const offset = seed % (document.text.length + 1);
      const selected = selection(document, offset);
      const outline = entriesOf(symbols(document));
      const leads = definition(document, offset);
      const spans = [
        ...selected,
        ...folds(document).map(({ span }) => span),
        ...outline.flatMap((entry) => [entry.span, entry.selection]),
        ...links(document).map(({ span }) => span),
        ...tokens(document).map(({ span }) => span),
        ...references(document, offset, true),
        ...(leads === undefined ? [] : [leads.origin]),
        ...(leads?.target.kind === "anchor" ? [leads.target.span, leads.target.name] : []),
      ];
      expect(spans.filter((span) => !isWithin(document, span))).toEqual([]);
      expect(outline.filter(({ name, span, selection }) => name === "" || !holds(span, selection))).toEqual([]);
      const point = { start: offset, end: offset };
      expect(selected.filter((span, index) => !holds(span, selected[index - 1] ?? point))).toEqual([]);
    }),
    fuzzing,
  );
});

test("a renamed anchor stands for the same value", () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, seed) => {
      const yaml = readYaml(text);
      const marks = [...text.matchAll(/[&*]/g)];
      const offset = (marks[seed % Math.max(1, marks.length)]?.index ?? 0) + 1;
      const edits = rename({ text, yaml }, offset, "freshName", "en");
      if (typeof edits === "string") expect.fail(edits);
      const sorted = [...edits].sort((left, right) => left.span.start - right.span.start);
      expectInOrder(sorted);
      expect(edits.length > 0).toBe(renamable({ text, yaml }, offset) !== undefined);
      if (yaml.root !== undefined) expect(values(readYaml(applied(text, sorted)))).toEqual(values(yaml));
    }),
    fuzzing,
  );
});

test("formatting changes nothing but the layout, and what is formatted stays", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const edits = formatting({ text, yaml: readYaml(text) });
      expectInOrder(edits);
      const once = applied(text, edits);
      expect(once.replaceAll(/[\s\ufeff]/g, "")).toBe(text.replaceAll(/[\s\ufeff]/g, ""));
      expect(formatting({ text: once, yaml: readYaml(once) })).toEqual([]);
    }),
    fuzzing,
  );
});

test("a fix keeps within the text and its text readable, and its problem is gone", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom("experiment", "model"), (text, kind) => {
      const document = readDocument(kind, text, lookup);
      for (const problem of document.problems.slice(0, 5)) {
        for (const { edits, title } of fixes(document, problem, "en")) {
          expect(title).not.toMatch(/\{\w+\}|\n/);
          expectInOrder(edits);
          for (const { span } of edits) expect(isWithin(document, span)).toBe(true);
          const after = readDocument(kind, applied(text, edits), lookup);
          expect([title, isBroken(after) && !isBroken(document)]).toEqual([title, false]);
          expect([title, after.problems.filter((other) => isSame(other, problem))]).toEqual([title, []]);
        }
      }
    }),
    fuzzing,
  );
});

function isBroken({ problems }: LanguageDocument): boolean {
  return problems.some(({ code, severity }) => code.startsWith("yaml-") && severity === "error");
}

function isSame(left: Problem, right: Problem): boolean {
  const [first, second] = [left, right].map(({ code, args, span }) => JSON.stringify([code, args, span.start]));
  return first === second;
}
