import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { DocumentKind } from "../../../src/core/language/document";
import { hover, type Hover } from "../../../src/core/language/hover/hover";
import { gridSummary } from "../../../src/core/language/summary";
import type { Locale } from "../../../src/core/template";
import { exampleTexts, machine } from "../experiment/examples";
import { atCursor, unmarked } from "./marked";
import { fuzzing, mutated } from "./mutations";

const start = "version: 1\nmodel: cifar_resnet_8\n";

function at(
  marked: string,
  kind: DocumentKind = "experiment",
  locale: Locale = "en",
  lookup = machine(),
): Hover | undefined {
  const { document, offset } = atCursor(marked, kind, lookup);
  const experiment = document.kind === "experiment" ? document.experiment : undefined;
  return hover(document, offset, { locale, summary: experiment && gridSummary(experiment) });
}

/** The hover at ▮ is about what is marked «so», and says these, in this order. */
function hoverAt(marked: string, said: readonly string[], kind?: DocumentKind): void {
  const [place] = unmarked(marked.replace("▮", "")).spans;
  const { span, markdown = "" } = at(marked.replaceAll(/[«»]/g, ""), kind) ?? {};
  expect(span, marked).toEqual(place);
  const found = said.map((words) => markdown.indexOf(words));
  expect([found.includes(-1), markdown]).toEqual([false, markdown]);
  expect(found).toEqual([...found].sort((left, right) => left - right));
}

test("a key is explained: what it may be, what it is for, what holds without it", () => {
  hoverAt(`${start}prune: { «den▮sity»: 0.1 }`, [
    "**prune.density**: number greater than 0 and at most 1",
    "Share of all convolution and dense weights that is kept.",
    "`0.1` where left out",
  ]);
  hoverAt(`${start}train: { «optim▮izer»: { lr: 0.1 } }`, ["**train.optimizer**: mapping", "How weights are updated."]);
  hoverAt(`${start}data: { format: cifar10, path: ./c }\ntrain: { «ep▮ochs»: 3 }`, ["`160` where left out"]);
  hoverAt(`${start}train: { schedule: { «ki▮nd»: cosine } }`, [
    "`cosine` where left out",
    "- `constant`: The same rate",
  ]);
  hoverAt(`${start}evaluate:\n  - accuracy\n«see▮ds»: [1]`, ["list (whole number", "One run of every cell for each"]);
});

test("a value without a word of its own is explained by its key", () => {
  hoverAt(`${start}train: { epochs: «▮3» }`, ["**train.epochs**: whole number", "`6` where left out"]);
});

test("a density is shown layer by layer", () => {
  // Half of 432, 2304, 2304, … weights at 1024, 1024, 1024, 256, 256, 256, 64, 64, 64 places and one.
  hoverAt(`${start}prune: { scheme: uniform, density: «0.▮5» }`, [
    "`cifar_resnet_8` with `uniform` at density 0.5: keeps 38,680 of 77,360 weights and 50.0 % of the MACs.",
    "| Layer | Density | Kept | Share of MACs |",
    "| `conv` | 0.5 | 216 / 432 | 3.5 % |",
    "| `fc` | 0.5 | 320 / 640 | 0.0 % |",
    "| All | 0.5 | 38,680 / 77,360 | 100.0 % |",
  ]);
});

test("of several densities the one under the pointer is shown, with every scheme it is for", () => {
  hoverAt(`${start}prune: { scheme: [uniform, erk], density: [0.1, «0.▮2»] }`, [
    "with `uniform` at density 0.2: keeps 15,472",
    "| All | 0.2 |",
    "- `cifar_resnet_8` with `erk` at density 0.2: keeps 15,472",
    "2 values, which make an axis of the grid. 5 runs",
  ]);
  hoverAt(`${start}combine:\n  - prune: { density: «0.▮3» }\n  - prune: { density: 0.4 }`, ["at density 0.3: keeps"]);
});

test("of a scheme that scores weights only the whole is known", () => {
  hoverAt(`${start}prune: { scheme: snip, density: «0.▮2» }`, [
    "keeps 15,472 of 77,360 weights. The scheme scores them when the run starts",
    "| Layer | Weights | MACs |",
    "| `conv` | 432 | 442 k (3.5 %) |",
  ]);
  expect(at(`${start}prune: { scheme: snip, density: 0.▮2 }`)?.markdown).not.toContain("Density |");
});

test("more layers than fit are taken together", () => {
  const { markdown = "" } = at("version: 1\nmodel: cifar_resnet_110\nprune: { density: 0.▮2 }") ?? {};
  const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
  // A head, its line, 24 of 112 layers, the other 88, and all.
  expect(rows).toHaveLength(28);
  expect(rows.at(-2)).toMatch(/^\| 88 more \|/);
});

test("a density that cannot be had says why", () => {
  hoverAt(`${start}prune: { scheme: uniform, density: «0.▮001» }`, ["the least feasible density is 0.002315"]);
});

test("a scheme says its rule, its source and the least it can give", () => {
  hoverAt(`${start}prune: { scheme: «unif▮orm» }`, [
    "**Uniform**: The same density in every layer",
    "Source: Liu et al. 2022, arXiv 2202.02643",
    "Least feasible density for `cifar_resnet_8`: 0.002315.",
  ]);
});

test("a metric says what it is, its range and its source", () => {
  hoverAt(`${start}evaluate: [accuracy, «br▮ier»]`, [
    "**Brier score**:",
    "From 0 to 2; lower is better. Source: Brier 1950",
    "2 values.",
  ]);
});

test("a model says how large it is, whichever way it is written", () => {
  // 77,360 weights, 10 biases, and scales and shifts of 16·3 + 32·3 + 64·3 channels.
  const facts = "`cifar_resnet_8`: 78,042 parameters, 77,360 of them weights to prune in 10 layers; 12.5 M MACs";
  hoverAt("version: 1\nmodel: «cifar▮_resnet_8»", [facts, "for an image of 3×32×32; 10 classes"]);
  hoverAt("version: 1\nmodel: { family: cifar_resnet, depth: [«▮8», 14] }", [facts, "2 values"]);
  hoverAt("version: 1\nmodel: { «fam▮ily»: cifar_resnet, depth: [8, 14] }", ["`cifar_resnet_8`", "`cifar_resnet_14`"]);
  hoverAt("version: 1\nmodel: «cifar▮_resnet_8»\nprune: {", [facts]);
  const net = "version: 1\ninput: [3, 32, 32]\nlayers: [globalAvgPool, dense: { out: 10 }]";
  const file = at("version: 1\nmodel: ./n▮et.model.yaml", "experiment", "en", machine({ "./net.model.yaml": net }));
  expect(file?.markdown).toContain("40 parameters, 30 of them weights to prune in 1 layers; 30 MACs");
});

test("data say what they hold, or what is wrong with them", () => {
  hoverAt(`${start}«da▮ta»: builtin`, [
    "**Built-in shapes**: 4,000 training and 2,000 test images of 3×32×32 in 10 classes.",
  ]);
  hoverAt(`${start}data: { format: cifar100, path: «./▮c» }`, ["**CIFAR-100**: images of 3×32×32 in 100 classes."]);
  hoverAt(`${start}data: { format: cifar100, path: «./mis▮sing» }`, ["**CIFAR-100**: /home/missing does not exist."]);
  const counting = { ...machine(), imageCounts: () => ({ train: 50_000, test: 10_000 }) };
  const { markdown } = at(`${start}data: { format: cifar10, path: ./▮c }`, "experiment", "en", counting)!;
  expect(markdown).toContain("50,000 training and 10,000 test images of 3×32×32 in 10 classes, in `/home/c`.");
});

test("an anchor and its aliases show what they stand for", () => {
  hoverAt(`${start}prune: [«&▮p» { scheme: erk }, { <<: *p, density: 0.5 }, *p]`, [
    "Number of aliases: 2.",
    "{ scheme: erk }",
  ]);
  hoverAt(`${start}prune: { density: [&d 0.5, «*▮d»] }`, [
    "`*d` stands for:",
    "```yaml\n0.5\n```",
    "at density 0.5: keeps",
  ]);
});

test("seeds and axes say how many values there are and what runs they make", () => {
  hoverAt(`${start}«see▮ds»: [1, 2, 3]`, ["3 values. 6 runs: the grid has 1 points"]);
  hoverAt(`${start}prune: { density: { «fr▮om»: 0.1, to: 0.5, step: 0.1 } }`, [
    "First value.",
    "5 values, which make an axis",
  ]);
});

test("a layer of a model file says what it gives and what it costs", () => {
  const example = readFileSync("examples/small.model.yaml", "utf8");
  const on = (layer: string, said: readonly string[]) => {
    const index = example.indexOf(layer, example.indexOf("\nlayers:"));
    const kind = /^\w+/.exec(layer)![0];
    hoverAt(`${example.slice(0, index)}«▮${kind}»${example.slice(index + kind.length)}`, said, "model");
  };
  // 16·3·3·3 weights at 32×32 places.
  on("conv: { name: stem", [
    "Convolution",
    "`stem`: gives 16×32×32 from 3×32×32; 432 parameters; 442 k MACs an image.",
  ]);
  on("batchNorm", ["`layers.1`: gives 16×32×32 from 16×32×32; 32 parameters."]);
  on("residual:", ["The sum of two branches.", "`layers.3.add`: gives 16×32×32"]);
  on("conv: { out: 32, kernel: 3, stride: 2", ["`layers.5.body.0`: gives 32×16×16 from 16×32×32; 4,608 parameters"]);
  on("dense: { name", ["`classifier`: gives 10×1×1 from 32×1×1; 330 parameters; 320 MACs an image."]);
});

test("a block that is used again is several layers", () => {
  const layers =
    "layers:\n  - residual: &block { body: [«r▮elu»] }\n  - residual: *block\n  - flatten\n  - dense: { out: 2 }";
  hoverAt(
    `version: 1\ninput: [1, 2, 2]\n${layers}`,
    ["`layers.0.body.0`: gives 1×2×2", "`layers.1.body.0`: gives 1×2×2"],
    "model",
  );
});

test("names cannot break out of the tables they are shown in", () => {
  const net = 'version: 1\ninput: [3, 32, 32]\nlayers: [globalAvgPool, dense: { name: "a|`b`", out: 10 }]';
  const { markdown = "" } =
    at(
      "version: 1\nmodel: ./net.model.yaml\nprune: { density: 0.▮5 }",
      "experiment",
      "en",
      machine({ "./net.model.yaml": net }),
    ) ?? {};
  expect(markdown).toContain("| `` a\\|`b` `` | 0.5 |");
});

test("in Japanese all of it is Japanese but names", () => {
  const { markdown = "" } = at(`${start}prune: { scheme: uni▮form }`, "experiment", "ja") ?? {};
  expect(markdown).toContain("**均一**: ");
  expect(markdown).toContain("`cifar_resnet_8` で実現できる最小の密度: 0.002315。");
});

test("there is nothing to say of comments, unknown keys and empty places", () => {
  for (const marked of ["# com▮ment", "zeb▮ra: 1", "▮", "prune:▮", "prune: [ ▮ ]"])
    expect(at(marked), marked).toBeUndefined();
});

const texts = { experiment: exampleTexts(), model: [readFileSync("examples/small.model.yaml", "utf8")] };

test("hovering never throws, and what it is about is under the pointer", () => {
  const few = { ...fuzzing, numRuns: Math.ceil(fuzzing.numRuns / 4) };
  const broken = fc.constantFrom<DocumentKind>("experiment", "model").chain((kind) => {
    return fc.record({ kind: fc.constant(kind), text: mutated(texts[kind]), place: fc.nat() });
  });
  let told = 0;
  fc.assert(
    fc.property(broken, ({ kind, text, place }) => {
      const offset = place % (text.length + 1);
      const found = at(`${text.slice(0, offset)}▮${text.slice(offset)}`, kind);
      if (found === undefined) return;
      told++;
      expect(0 <= found.span.start && found.span.start <= offset).toBe(true);
      expect(offset <= found.span.end && found.span.end <= text.length).toBe(true);
      expect(found.markdown).not.toMatch(/undefined|NaN|\{\w+\}(?! )/);
    }),
    few,
  );
  expect(told).toBeGreaterThan(few.numRuns / 10);
});
