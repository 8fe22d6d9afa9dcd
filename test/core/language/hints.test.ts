import { expect, test } from "vitest";
import { readDocument } from "../../../src/core/language/document";
import { hints } from "../../../src/core/language/hints";
import { gridSummary } from "../../../src/core/language/summary";
import { machine } from "../experiment/examples";

/** The text with every hint written into it: ⟨so⟩. */
function hinted(
  text: string,
  estimate?: { seconds?: number; bytes: number },
  range = { start: 0, end: text.length },
): string {
  const document = readDocument("experiment", text, machine());
  const experiment = document.kind === "experiment" ? document.experiment : undefined;
  const summary = experiment && gridSummary(experiment);
  const all = hints(document, range, { locale: "en", summary, estimate });
  return [...all]
    .reverse()
    .sort((left, right) => right.offset - left.offset)
    .reduce((shown, { offset, label }) => `${shown.slice(0, offset)}⟨${label}⟩${shown.slice(offset)}`, text);
}

test("a density says what it keeps, the file how many runs it makes", () => {
  // 432 + 4608 + (4608 + 9216 + 512) + (18432 + 36864 + 2048) + 640 = 77,360 weights, at 1024, 1024, 256, 64 places and
  // one: 12.5 M multiply-adds.
  expect(hinted("version: 1\nmodel: cifar_resnet_8\nprune: { scheme: uniform, density: [0.5, 0.25] }\n")).toBe(
    "version: 1⟨3 runs⟩\nmodel: cifar_resnet_8\n" +
      "prune: { scheme: uniform, density: [0.5⟨keeps 38.7 k of 77.4 k · 6.25 M MACs⟩, 0.25⟨keeps 19.3 k of 77.4 k · 3.13 M MACs⟩] }\n",
  );
});

test("one density for several networks says the least and the most", () => {
  expect(hinted("version: 1\nmodel: [cifar_resnet_8_8, cifar_resnet_8]\nprune: { density: 0.5 }\n")).toContain(
    "0.5⟨keeps 9.8 k–38.7 k · ",
  );
});

test("of a scheme that scores weights only the whole is known", () => {
  expect(hinted("version: 1\nmodel: cifar_resnet_8\nprune: { scheme: snip_ratio, density: 0.5 }")).toContain(
    "0.5⟨keeps 38.7 k of 77.4 k · layers by scoring⟩",
  );
});

test("time and memory stand beside the number of runs, once they are known", () => {
  const text = "version: 1\nmodel: cifar_resnet_8\n";
  expect(hinted(text, { seconds: 4000, bytes: 148e6 })).toContain("1⟨2 runs⟩⟨about 67 min⟩⟨148 MB of memory⟩\n");
  expect(hinted(text, { bytes: 2.5e9 })).toContain("1⟨2 runs⟩⟨time not measured yet⟩⟨2.5 GB of memory⟩\n");
});

test("a density that cannot be had has no hint, and one beside a mistake elsewhere has", () => {
  expect(hinted("version: 1\nmodel: cifar_resnet_8\nprune: { density: 0.0001 }\n")).not.toContain("⟨");
  expect(hinted("version: 1\nmodel: cifar_resnet_8\nprune: { density: 0.5 }\ntrain: { epoch: 1 }\n")).toContain(
    "0.5⟨keeps",
  );
});

test("only what is in sight is reckoned", () => {
  const text = "version: 1\nmodel: cifar_resnet_8\nprune: { density: [0.5, 0.25] }\n";
  expect(hinted(text, undefined, { start: text.indexOf("0.25"), end: text.length })).toMatch(/\[0.5, 0.25⟨.*⟩\]/);
});
