import { expect, test } from "vitest";
import { fold } from "../../src/core/run/state";
import type { RunStatus } from "../../src/core/run/status";
import { planTitle } from "../../src/core/experiment/plans";
import { runDetails } from "../../src/host/runs/details";
import { failureReason } from "../../src/host/runs/failureReason";
import { runItem } from "../../src/host/runs/item";
import type { RunView } from "../../src/store/feed";
import { sampleEvents, samplePlan } from "./sampleRuns";

test("a training run shows its epoch and its latest validation accuracy", () => {
  // Two epochs of six are done, so it is in the third. 0.84 · (1 − e^(−3.2 · 80/240)) − 0.02 = 0.5309
  expect(runItem(view("running", 2), false)).toEqual({
    label: "cifar_resnet_20_8 · erk 0.1",
    description: "epoch 3/6 · 53.1 % · seed 1",
    spoken: "cifar_resnet_20_8 · erk 0.1, training, epoch 3/6, 53.1 %, seed 1",
    icon: { name: "loading~spin", colour: "charts.blue" },
  });
});

test("a run that was asked to stop says so until it has", () => {
  expect(runItem(view("running", 2), true).description).toBe("stopping · epoch 3/6 · 53.1 % · seed 1");
});

test("a finished run shows its accuracy on the test images", () => {
  // 0.84 · (1 − e^−3.2) − 0.025 = 0.7808
  expect(runItem(view("completed", 6), false).description).toBe("78.1 % on test · seed 1");
});

test("a waiting run has no figures yet", () => {
  expect(runItem(view("queued", 0, []), false).description).toBe("waiting · seed 1");
});

test("the details name device, time, folder and the tests of both epochs", () => {
  const details = runDetails(view("completed", 6), 0);
  expect(details).toContain("2 CPU threads, relaxed SIMD");
  expect(details).toContain("- Time: 40 s");
  expect(details).toContain("| On the test images | last epoch (6) | best epoch (5) |");
  expect(details).toContain("| Accuracy | 78.1 % | 78.4 % |");
});

test("what a run's folder is called cannot become markup", () => {
  const details = runDetails({ ...view("completed", 6), folder: "/a/<b>[c](d)" }, 0);
  expect(details).toContain("/a/\\<b\\>\\[c\\]\\(d\\)");
});

test("only what fails while someone looks is news", () => {
  const run = view("failed", 1);
  const update = { run, events: [], from: 0 };
  expect(failureReason({ ...update, before: undefined })).toBeUndefined();
  expect(failureReason({ ...update, before: "failed" })).toBeUndefined();
  expect(failureReason({ ...update, before: "running" })).toBe("The run failed without a reason.");
  expect(failureReason({ ...update, run: view("stopped", 1), before: "running" })).toBeUndefined();
});

function view(status: RunStatus, epochs: number, events = sampleEvents(samplePlan, epochs)): RunView {
  return { id: "r", folder: "/r", plan: samplePlan, title: planTitle(samplePlan), status, state: fold(events) };
}
