import { expect, test } from "vitest";
import { dataFormats, fileFormats } from "../../src/core/data/formats";
import { metrics } from "../../src/core/evaluation/metrics";
import { presetNames } from "../../src/core/model/presetNames";
import { schemes } from "../../src/core/sparsity/schemes";
import { read, sources } from "./sources";

const sentence = /^[A-Z].+\.$/;
const ids = {
  scheme: Object.keys(schemes),
  metric: Object.keys(metrics),
  "data format": Object.keys(dataFormats),
  preset: presetPatterns(),
};

test("every scheme says in a sentence what it does, and where it comes from", () => {
  for (const [id, { summary, source }] of Object.entries(schemes)) {
    expect(summary, id).toMatch(sentence);
    expect(source, id).toMatch(/\S/);
  }
});

test("every metric says in a sentence what it is, and where it comes from", () => {
  for (const [id, { definition, source }] of Object.entries(metrics)) {
    expect(definition, id).toMatch(sentence);
    expect(source, id).toMatch(/\S/);
  }
});

test("every data format that is read from files says where to get them", () => {
  for (const [id, { source }] of Object.entries(fileFormats)) expect(source, id).toMatch(/https?:\/\//);
});

test.each(Object.entries(ids))("the README names every %s", (_, patterns) => {
  const { text } = read("README.md");
  expect(patterns.filter((pattern) => !mentions(text, pattern))).toEqual([]);
});

test.each(Object.entries(ids))("every %s appears in a test", (_, patterns) => {
  const tests = sources(["test"], [".test.ts"]).map(({ text }) => text);
  // The tests go through all of these files.
  const golden = sources(["test/golden"], [".json"]).map(({ path }) => path.replace(/.*\/(?:ratios_)?|\.json$/g, ""));
  expect(patterns.filter((pattern) => ![...tests, ...golden].some((text) => mentions(text, pattern)))).toEqual([]);
});

/** Patterns for the names of the presets; families may be written with all their depths, as in `vgg11/13`. */
function presetPatterns(): readonly string[] {
  const patterns = presetNames.map((name) =>
    name
      .replace(/^cifar_resnet_.*/, "cifar_resnet_(?:\\d+|<depth>)\\S*")
      .replace(/^(vgg|resnet)(\d+)$/, "$1(?:\\d+/)*$2"),
  );
  return [...new Set(patterns)];
}

/** Whether a text has this id as a whole word: `uniform` is not in `uniform_plus`. */
function mentions(text: string, pattern: string): boolean {
  return new RegExp(`(?<!\\w)(?:${pattern})(?!\\w)`).test(text);
}
