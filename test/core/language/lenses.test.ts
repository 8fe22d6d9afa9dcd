import { expect, test } from "vitest";
import { readDocument } from "../../../src/core/language/document";
import { lenses, runFinder, type KnownRun } from "../../../src/core/language/lenses";
import { gridSummary } from "../../../src/core/language/summary";
import { planTitle } from "../../../src/core/experiment/plans";
import { newRun } from "../../../src/core/run/state";
import { machine, plansOf } from "../experiment/examples";

const file = "# twelve words before\nversion: 1\nmodel: cifar_resnet_8\nseeds: [1, 2]\n";

/** The lenses of a text, of which these runs are known. */
function shown(text: string, runs: readonly KnownRun[] = []) {
  const document = readDocument("experiment", text, machine());
  const experiment = document.kind === "experiment" ? document.experiment : undefined;
  const summary = experiment && gridSummary(experiment);
  const own = summary === undefined ? [] : runFinder()(summary, runs);
  return lenses(document, { locale: "en", summary, runs: own });
}

function run(plan: KnownRun["plan"], changes: Partial<KnownRun>): KnownRun {
  return { id: planTitle(plan), plan, title: planTitle(plan), state: newRun, status: "queued", ...changes };
}

test("what can be done with a file stands above its first key", () => {
  const all = shown(file);
  expect(all.map(({ title }) => title)).toEqual(["Run (4 runs)", "Preview densities", "Compare (0 finished)"]);
  for (const { span } of all) expect(file.slice(span.start, span.end)).toBe("version");
});

test("the last of its runs says how far it is; runs of other files do not count", () => {
  const plans = plansOf(file);
  const [other] = plansOf("version: 1\nmodel: cifar_resnet_14\n");
  const state = { ...newRun, phase: "training" as const, progress: [] };
  const runs = [
    run(other!, { status: "completed" }),
    run(plans[1]!, { status: "running", state }),
    run(plans[0]!, { status: "completed" }),
  ];
  expect(shown(file, runs).map(({ title, run: id }) => [title, id])).toEqual([
    ["Run (4 runs)", undefined],
    ["Preview densities", undefined],
    ["Compare (1 finished)", undefined],
    ["cifar_resnet_8 · erk 0.1 · seed 1: epoch 1/6", "cifar_resnet_8 · erk 0.1 · seed 1"],
  ]);
});

test("a file with an error cannot be run, so nothing is offered", () => {
  expect(shown(`${file}epochs: 3`)).toEqual([]);
});
