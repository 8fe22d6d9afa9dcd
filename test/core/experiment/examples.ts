import { readFileSync, readdirSync } from "node:fs";
import { expect } from "vitest";
import { expand } from "../../../src/core/experiment/expand";
import type { Lookup } from "../../../src/core/experiment/lookup";
import type { Plan } from "../../../src/core/experiment/plan";
import { readExperiment } from "../../../src/core/experiment/read";
import type { Problem } from "../../../src/core/problem";
import { problemMessage } from "../../../src/core/problemText";

/** A machine on which these files exist, and every data folder but those called "missing". */
export function machine(files: Readonly<Record<string, string>> = {}): Lookup {
  const dataProblem: Lookup["dataProblem"] = (choice) =>
    "path" in choice && choice.path.includes("missing") ? `${choice.path} does not exist.` : undefined;
  return {
    resolve: (path) => `/home/${path.replace(/^\.\//, "")}`,
    readText: (path) => {
      const text = files[path.replace("/home/", "./")];
      return text === undefined ? "missing" : { text };
    },
    classCount: (folder) => (folder.includes("missing") ? undefined : 100),
    dataProblem,
    testImagesProblem: dataProblem,
    memoryBytes: () => undefined,
  };
}

/**
 * Reads a text whose faulty places are marked «so», and compares "code: message" in the order of the places: errors and
 * warnings.
 */
export function check(marked: string, expected: readonly unknown[], lookup = machine()): void {
  compare(marked, expected, lookup, ({ severity }) => severity !== "information");
}

/** The same for what is only worth knowing. */
export function checkInformation(marked: string, expected: readonly unknown[], lookup = machine()): void {
  compare(marked, expected, lookup, ({ severity }) => severity === "information");
}

function compare(
  marked: string,
  expected: readonly unknown[],
  lookup: Lookup,
  asked: (problem: Problem) => boolean,
): void {
  const text = marked.replaceAll(/[«»]/g, "");
  const { experiment, problems } = readExperiment(text, lookup);
  const sorted = problems.filter(asked).sort((left, right) => left.span.start - right.span.start);
  expect(sorted.map((problem) => `${problem.code}: ${problemMessage(problem)}`)).toEqual(expected);
  expect(sorted.map(({ span }) => text.slice(span.start, span.end))).toEqual(
    [...marked.matchAll(/«([^»]*)»/g)].map(([, place]) => place),
  );
  expect(experiment === undefined).toBe(problems.some(({ severity }) => severity === "error"));
}

/** The plans of a text without errors and warnings. */
export function plansOf(text: string, lookup = machine()): readonly Plan[] {
  const { experiment, problems } = readExperiment(text, lookup);
  expect(problems.filter(({ severity }) => severity !== "information")).toEqual([]);
  return expand(experiment!);
}

export function exampleTexts(): readonly string[] {
  const folder = new URL("../../../examples/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sparse.yaml"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));
}
