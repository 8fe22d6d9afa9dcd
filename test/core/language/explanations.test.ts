import { expect, test } from "vitest";
import { dataFormats } from "../../../src/core/data/formats";
import { metrics } from "../../../src/core/evaluation/metrics";
import { fileSchema, rangeSchema } from "../../../src/core/experiment/schema";
import { explanation } from "../../../src/core/language/explanations";
import { sentences, titles } from "../../../src/core/language/explanations.ja";
import { layerKinds, modelSchema } from "../../../src/core/model/schema";
import { schemes } from "../../../src/core/sparsity/schemes";
import { japaneseText } from "../japanese";

/** All that a schema explains: its keys, their forms and their values. */
const ofSchemas = [fileSchema, rangeSchema, modelSchema, layerKinds].flatMap(explained);

const ofRegistries = [
  ...Object.values(schemes).map(({ summary }) => summary),
  ...Object.values(metrics).flatMap(({ title, definition }) => [title, definition]),
];

/** Names that are written alike everywhere. */
const names = [...Object.values(schemes), ...Object.values(dataFormats)].map(({ title }) => title);

test("an explanation is said in the language that is asked for", () => {
  expect(explanation("How the kept weights are drawn.", "en")).toBe("How the kept weights are drawn.");
  expect(explanation("How the kept weights are drawn.", "ja")).toBe("残す重みの選び方。");
  expect(explanation("Dense", "ja")).toBe("密 (枝刈りなし)");
});

test("the values of an enumeration are explained by title and sentence", () => {
  expect(explanation("ERK+: Keeps the classifier dense and shares the rest of the budget by ERK.", "ja")).toBe(
    "ERK+: 分類層を密に保ち、残りを ERK で配分します。",
  );
  expect(explanation("Folder of other test images: CIFAR-10.", "ja")).toBe("別のテスト画像のフォルダー: CIFAR-10。");
});

test("every explanation of a key, a value, a scheme or a metric is there in Japanese", () => {
  for (const english of [...ofSchemas, ...ofRegistries]) {
    expect([english, explanation(english, "ja")]).toEqual([english, expect.stringMatching(japaneseText)]);
  }
});

test("no explanation in Japanese is stale", () => {
  const english = [...ofSchemas, ...ofRegistries, ...names];
  const parts = english.flatMap((text) => [text, ...(/^(.+?): (.+)$/.exec(text)?.slice(1) ?? [])]);
  const known = new Set([...parts, ...parts.map((part) => part.replace(/\.$/, ""))]);
  expect([...Object.keys(sentences), ...Object.keys(titles)].filter((text) => !known.has(text))).toEqual([]);
});

function explained(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key === "description") return typeof value === "string" ? [value] : explained(value);
    return key === "enumDescriptions" && Array.isArray(value) ? value.map(String) : explained(value);
  });
}
