import { expect, test } from "vitest";
import { isDense } from "../../src/core/run/twin";
import { firstChoice, readChoice } from "../../src/host/training/choice";
import { plansOfChoice, plansOfText } from "../../src/host/training/plans";
import { refusal } from "../../src/host/training/refusal";
import { english } from "./english";

test("a choice trains the network that was chosen, then its dense twin", () => {
  const planned = plansOfChoice({ ...firstChoice, density: 0.2 }, "/", english);
  if ("problem" in planned) throw new Error(planned.problem);
  expect(planned.plans.map(isDense)).toEqual([false, true]);
  expect(planned.plans[0]?.prune).toEqual({ scheme: "erk", density: 0.2, sampling: "exact" });
});

test("a kept choice is read again, anything else is not", () => {
  expect(readChoice(JSON.parse(JSON.stringify(firstChoice)))).toEqual(firstChoice);
  for (const kept of [undefined, {}, { ...firstChoice, scheme: "gone" }, { ...firstChoice, density: 2 }])
    expect(readChoice(kept)).toBeUndefined();
});

test("an experiment file that cannot be run is refused with the place of every error", () => {
  const planned = plansOfText(
    "version: 1\nmodel: cifar_resnet_20\nprune: { density: 3 }\n",
    "/e/a.sparse.yaml",
    english,
  );
  expect("problem" in planned && planned.problem).toMatch(/^\/e\/a\.sparse\.yaml:3:\d+: error /);
});

test("training is refused in Restricted Mode and without a folder, with a way out of each", () => {
  expect(refusal({ trusted: true, folder: true }, english)).toBeUndefined();
  expect(refusal({ trusted: false, folder: true }, english)).toMatchObject({ command: "workbench.trust.manage" });
  expect(refusal({ trusted: false, folder: true }, english)?.reason).toContain("Restricted Mode");
  expect(refusal({ trusted: true, folder: false }, english)).toMatchObject({ command: "vscode.openFolder" });
});
