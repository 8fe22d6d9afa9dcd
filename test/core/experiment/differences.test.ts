import { expect, test } from "vitest";
import { differences } from "../../../src/core/experiment/differences";
import { cellTitle } from "../../../src/core/experiment/plans";
import type { Plan } from "../../../src/core/experiment/plan";
import { cellsOf } from "../../../src/core/results/cells";
import { newRun } from "../../../src/core/run/state";
import { samplePlan, samplePlanOf } from "../../host/sampleRuns";

const longer: Plan = { ...samplePlan, train: { ...samplePlan.train, epochs: 40 } };
const other: Plan = { ...longer, train: { ...longer.train, batch: 16 } };

test("networks of one name are told apart by the training settings in which they differ, and by no others", () => {
  // 6 epochs, 40 epochs, and 40 epochs with batches of 16; one of another density has a name of its own.
  const { batch } = samplePlan.train;
  expect(differences([samplePlan, longer, other, samplePlanOf(0.2)], cellTitle).map(words)).toEqual([
    [`batch ${batch}`, "epochs 6"],
    [`batch ${batch}`, "epochs 40"],
    ["batch 16", "epochs 40"],
    [],
  ]);
  expect(differences([samplePlan, longer], cellTitle)).toEqual(["epochs 6", "epochs 40"]);
});

test("charts call them so, too", () => {
  const runs = [samplePlan, longer].map((plan, index) => ({ id: String(index), title: "", plan, state: newRun }));
  expect(cellsOf(runs, { which: "last" }).map(({ label }) => label)).toEqual([
    "ERK 0.1 · epochs 6",
    "ERK 0.1 · epochs 40",
  ]);
});

function words(text: string): readonly string[] {
  return text === "" ? [] : text.split(", ").sort();
}
