import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readExperiment } from "../../../src/core/experiment/read";
import { readDocument } from "../../../src/core/language/document";
import type { TextEdit } from "../../../src/core/language/edit";
import { fixes } from "../../../src/core/language/fix/fixes";
import { modelProblems } from "../../../src/core/model/problems";
import { readModel } from "../../../src/core/model/read";
import type { ModelContext } from "../../../src/core/model/reading";
import type { Problem } from "../../../src/core/problem";
import { english, problemMessage } from "../../../src/core/problemText";
import { japaneseText } from "../japanese";
import { machine } from "./examples";

const codes = Object.keys(english);

/** Codes that no file can show: where they would stand, another problem is found first. */
const unshown = ["scheme-no-layers", "scheme-outputs"];

/** The files that the pages' experiments may refer to. */
const classifier = "  - globalAvgPool\n  - dense: { out: classes }\n";
const head = "version: 1\ninput: [3, 32, 32]\nlayers:\n";
const files = {
  ...machine({
    "./net.model.yaml": `${head}  - conv: { out: 16, kernel: 3 }\n  - conv: { out: 32, kernel: 3 }\n${classifier}`,
    "./broken.model.yaml": `${head}  - layerNorm\n${classifier}`,
    "./convolutions.model.yaml": `${head}  - conv: { out: 16, kernel: 3 }\n  - conv: { out: 10, kernel: 3 }\n  - globalAvgPool\n`,
    "./two-layers.model.yaml": `${head}  - conv: { out: 16, kernel: 3 }\n${classifier}`,
  }),
  memoryBytes: () => 2 ** 32,
};

/** The data that a model file is held against, for the codes that need any. */
const contexts: Readonly<Record<string, ModelContext>> = {
  "model-classes": { classes: 10 },
  "model-input": { input: [3, 32, 32] },
};

/** What names presets and schemes is said of experiments, the rest of this table of model files. */
const ofModelFiles = Object.keys(modelProblems).filter((code) => !/^scheme-|^model-(unknown|depth)$/.test(code));

const pages = pagesIn("docs/problems/");
const japanese = pagesIn("docs/problems/ja/");

test("every problem has a page in every language, and every page a problem", () => {
  for (const found of [pages, japanese]) expect([...found.keys()].sort()).toEqual([...codes].sort());
});

test.each([...pages])("the page of %s has a title, its code, an explanation and the two examples", (code, text) => {
  expect(text).toMatch(pageOf(code, { wrong: "Wrong", right: "Right", none: "No example" }));
});

test.each([...japanese])("the page of %s in Japanese explains the same examples", (code, text) => {
  expect(text).toMatch(pageOf(code, { wrong: "誤り", right: "正しい例", none: "例はありません" }));
  expect(fences(text)).toEqual(fences(pages.get(code)!));
  for (const paragraph of paragraphs(text)) expect(paragraph).toMatch(japaneseText);
});

test.each(examples(pages))("what is wrong on the page of %s is found, and nothing else is", (code, wrong) => {
  expect(problemsOf(code, wrong).map((problem) => problem.code)).toEqual([code]);
});

test.each(examples(pages))(
  "what is wrong on the page of %s is said in Japanese, without a word of English",
  (code, wrong) => {
    const said = problemsOf(code, wrong).map((problem) => problemMessage(problem, "ja"));
    // Of images, the message is what the reader of the data says.
    if (code !== "data-unusable") expect(said.join("\n")).not.toMatch(/\b(?:the|is|are|of|or|and|must|one)\b/);
    expect(said.join("\n")).not.toMatch(/\{\w+\}|\[\[/);
  },
);

test.each(examples(pages))(
  "the page of %s speaks of a quick fix where there is one, and that mends the example",
  (code, wrong) => {
    const document = readDocument(ofModelFiles.includes(code) ? "model" : "experiment", wrong, files);
    const [fix] = document.problems.flatMap((problem) => fixes(document, problem, "en"));
    const isText = !pages.get(code)!.includes("```json");
    expect(pages.get(code)!.includes("quick fix")).toBe(isText && fix !== undefined);
    expect(japanese.get(code)!.includes("クイックフィックス")).toBe(isText && fix !== undefined);
    if (isText && fix !== undefined) expect(problemsOf(code, applied(wrong, fix.edits))).toEqual([]);
  },
);

test.each(examples(pages))("what is right on the page of %s has no problem", (code, _, right) => {
  expect(problemsOf(code, right)).toEqual([]);
});

/** @param edits in the text's order */
function applied(text: string, edits: readonly TextEdit[]): string {
  return [...edits].reverse().reduce((so, { span, text: piece }) => {
    return so.slice(0, span.start) + piece + so.slice(span.end);
  }, text);
}

function pageOf(code: string, heads: Readonly<Record<"wrong" | "right" | "none", string>>): RegExp {
  const example = "```(?:yaml|json)\n[^]+?\n```";
  const end = unshown.includes(code)
    ? `## ${heads.none}\n\n[^#]+`
    : `## ${heads.wrong}\n\n${example}\n\n## ${heads.right}\n\n${example}`;
  return new RegExp(`^# \\S.+\n\n\`${code}\`\n\n(?:(?!#|\`\`\`).+\n+)+?${end}\n*$`);
}

/** Title and prose. */
function paragraphs(text: string): string[] {
  const words = text.replaceAll(/```\w+\n[^]*?```|^`.*`$/gm, "");
  return words.split(/\n\n+/).filter((paragraph) => paragraph.trim() !== "");
}

function pagesIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return new Map(names.map((name) => [name.replace(/\.md$/, ""), readFileSync(`${folder}${name}`, "utf8")]));
}

/** Code, wrong example, right example. */
function examples(of: ReadonlyMap<string, string>): (readonly [code: string, wrong: string, right: string])[] {
  return [...of]
    .filter(([code]) => !unshown.includes(code))
    .map(([code, text]) => {
      const [wrong = "", right = ""] = fences(text);
      return [code, wrong, right];
    });
}

function fences(text: string): string[] {
  return [...text.matchAll(/```\w+\n([^]*?)```/g)].map(([, example]) => example!);
}

function problemsOf(code: string, text: string): readonly Problem[] {
  if (!ofModelFiles.includes(code)) return readExperiment(text, files).problems;
  return readModel("net", text, contexts[code]).problems;
}
