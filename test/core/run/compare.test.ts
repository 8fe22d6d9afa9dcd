import { expect, test } from "vitest";
import type { Plan } from "../../../src/core/experiment/plan";
import { compareCells } from "../../../src/core/run/compare";
import { fold, newRun } from "../../../src/core/run/state";
import { denseTwin } from "../../../src/core/run/twin";
import { verdictRule, verdictWords } from "../../../src/core/run/verdictWords";
import { tinyPlan } from "../../plans";

function run(plan: Plan, accuracy: number, best = accuracy) {
  const tested = (which: "best" | "last", value: number) =>
    ({ kind: "tested", at: 0, which, epoch: 2, metrics: { accuracy: value, nll: 1 - value } }) as const;
  return { plan, state: fold([tested("last", accuracy), tested("best", best)]) };
}

const sparse = (seed: number) => tinyPlan({ seed });
const dense = (seed: number) => denseTwin(sparse(seed));
const options = { which: "last", margin: 0.5 } as const;

test("seeds of a network are one cell, and are paired with the dense twins of the same seeds", () => {
  // Differences −0.01, −0.02, −0.03: mean −0.02, sd 0.01, interval −0.02 ± 4.30265 · 0.01 / √3 = 0.0248, around 0
  const runs = [
    ...[run(dense(1), 0.8), run(dense(2), 0.82), run(dense(3), 0.84)],
    ...[run(sparse(3), 0.81), run(sparse(1), 0.79), run(sparse(2), 0.8)],
  ];
  const [twins, cell] = compareCells(runs, options);
  expect(twins).toMatchObject({ title: "cifar_resnet_8_4 · dense", dense: true, seeds: [1, 2, 3], untested: 0 });
  expect(twins).not.toHaveProperty("versus");
  expect(cell).toMatchObject({ title: "cifar_resnet_8_4 · erk 0.3", dense: false, seeds: [1, 2, 3] });
  expect(cell!.metrics.accuracy!.mean).toBeCloseTo(0.8, 12);
  const { differences, metrics, verdict } = cell!.versus!;
  expect(metrics.accuracy!.mean).toBeCloseTo(0.82, 12);
  expect([differences.accuracy!.mean, differences.accuracy!.sd]).toEqual([expect.closeTo(-0.02), expect.closeTo(0.01)]);
  expect(differences.accuracy!.interval).toEqual([expect.closeTo(-0.0448, 4), expect.closeTo(0.0048, 4)]);
  expect(differences.nll!.mean).toBeCloseTo(0.02, 12);
  expect(verdict!.kind).toBe("undecided");
});

test("the margin is in points: differences of two points are within one of five", () => {
  const runs = [1, 2, 3].flatMap((seed) => [run(dense(seed), 0.8), run(sparse(seed), 0.78 + seed / 1e4)]);
  expect(compareCells(runs, options)[1]!.versus!.verdict).toEqual({ kind: "worse" });
  expect(compareCells(runs, { ...options, margin: 5 })[1]!.versus!.verdict).toEqual({ kind: "equivalent" });
});

test("where no margin is given, each cell has the one it was asked for with", () => {
  const asked = [1, 2, 3].flatMap((seed) => {
    const cell = run(sparse(seed), 0.78 + seed / 1e4);
    return [run(dense(seed), 0.8), { ...cell, state: { ...cell.state, margin: 5 } }];
  });
  expect(compareCells(asked, { which: "last" })[1]!.versus).toMatchObject({
    margin: 5,
    verdict: { kind: "equivalent" },
  });
  const unasked = [1, 2].flatMap((seed) => [run(dense(seed), 0.8), run(sparse(seed), 0.8)]);
  expect(compareCells(unasked, { which: "last" })[1]!.versus!.margin).toBe(0.5);
});

test("only seeds of which both are tested are compared, and what is missing is counted", () => {
  const runs = [run(dense(1), 0.8), { plan: dense(2), state: newRun }, run(sparse(1), 0.7), run(sparse(2), 0.9)];
  const [twins, cell] = compareCells([...runs, { plan: sparse(3), state: newRun }], options);
  expect([twins!.seeds, twins!.untested]).toEqual([[1], 1]);
  expect([cell!.seeds, cell!.untested, cell!.versus!.seeds]).toEqual([[1, 2], 1, [1]]);
  expect(cell!.versus!.verdict).toEqual({ kind: "undecided", moreSeeds: undefined });
});

test("replicates of a run count once, and either epoch can be asked for", () => {
  const [cell] = compareCells([run(sparse(1), 0.5, 0.6), run(sparse(1), 0.5, 0.6)], { ...options, which: "best" });
  expect(cell!.metrics.accuracy).toMatchObject({ n: 1, mean: 0.6 });
});

test("verdicts and their rule are sentences that name the margin", () => {
  const words = (verdict: Parameters<typeof verdictWords>[0], n = 3) => verdictWords(verdict, { n }, 0.5, "en");
  expect(words({ kind: "equivalent" })).toBe("equivalent to dense within ±0.5 points");
  expect([words({ kind: "better" }), words({ kind: "worse" })]).toEqual(["better than dense", "worse than dense"]);
  expect(words({ kind: "undecided", moreSeeds: 1 })).toBe("undecided: about 1 more seed");
  expect(words({ kind: "undecided", moreSeeds: 12 })).toBe("undecided: about 12 more seeds");
  expect(words({ kind: "undecided", moreSeeds: undefined })).toBe("undecided: more seeds than anybody trains");
  expect(words({ kind: "undecided", moreSeeds: undefined }, 1)).toBe("undecided: one seed tells nothing of the spread");
  expect(verdictRule(1, "en").join(" ")).toContain("lies within ±1 points.");
});
