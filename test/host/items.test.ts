import { expect, test } from "vitest";
import type { RunEvent } from "../../src/core/run/event";
import { fold } from "../../src/core/run/state";
import type { RunStatus } from "../../src/core/run/status";
import { denseTwin } from "../../src/core/run/twin";
import { planTitle } from "../../src/core/experiment/plans";
import { runDetails } from "../../src/host/runs/details";
import { failureReason } from "../../src/host/runs/failureReason";
import { outline } from "../../src/core/run/outline";
import { rowItem, runItem } from "../../src/host/runs/item";
import type { RunView } from "../../src/store/feed";
import { sampleEvents, samplePlan } from "./sampleRuns";
import { english } from "./english";

test("a training run shows its epoch and its latest validation accuracy", () => {
  // Two epochs of six are done, so it is in the third. 0.84 · (1 − e^(−3.2 · 80/240)) − 0.02 = 0.5309
  expect(runItem(view("running", 2), false, english)).toEqual({
    label: "cifar_resnet_20_8 · erk 0.1",
    description: "epoch 3/6 · 53.1 % · seed 1",
    spoken: "cifar_resnet_20_8 · erk 0.1, training, epoch 3/6, 53.1 %, seed 1",
    icon: { name: "loading~spin", colour: "charts.blue" },
    context: "sparse.run.running.plain",
  });
});

test("a run that was asked to stop says so until it has", () => {
  expect(runItem(view("running", 2), true, english).description).toBe("stopping · epoch 3/6 · 53.1 % · seed 1");
});

test("a finished run shows its accuracy on the test images", () => {
  // 0.84 · (1 − e^−3.2) − 0.025 = 0.7808
  expect(runItem(view("completed", 6), false, english).description).toBe("78.1 % on test · seed 1");
});

test("a waiting run has no figures yet", () => {
  expect(runItem(view("queued", 0, []), false, english).description).toBe("waiting · seed 1");
});

test("the details name device, time, folder and the tests of both epochs", () => {
  const details = detailsOf(view("completed", 6));
  expect(details).toContain("2 CPU threads, relaxed SIMD");
  expect(details).toContain("- Time: 40 s");
  expect(details).toContain("| On the test images | last epoch (6) | best epoch (5) |");
  expect(details).toContain("| Accuracy | 78.1 % | 78.4 % |");
});

test("the details show every evaluation, with its curves and bins", () => {
  const { plan } = view("completed", 6);
  const reliability = [
    { low: 0, high: 0.5, count: 0, correct: 0, confidence: 0 },
    { low: 0.5, high: 1, count: 4, correct: 3, confidence: 3.5 },
  ];
  const points = [
    { eps: 0, accuracy: 0.75, loss: 1 },
    { eps: 8, accuracy: 0.25, loss: 3 },
  ];
  const flow = { kind: "gradientFlow", at: 0, layers: [] } as const;
  const events: RunEvent[] = [
    ...sampleEvents(plan, 6),
    { ...flow, epoch: 0, step: 0, kept: 2, all: 4 },
    { ...flow, epoch: 6, step: 240, kept: 0.5, all: 1.25 },
    {
      ...{ kind: "tested", at: 0, which: "last", epoch: 6 },
      metrics: { accuracy: 0.75, "auc_msp/noise": 0.9123, fgsm: 0.25 },
      details: { reliability, robustness: [{ attack: "fgsm", images: 4, points }] },
    },
  ];
  const details = detailsOf(view("completed", 6, events));
  expect(details).toContain("| Outlier detection by confidence \\(noise\\) | 0.912 |");
  expect(details).toContain("| Accuracy under FGSM | 25.0 % |");
  expect(details).toContain(
    "| Accuracy under attack | fgsm |\n| :--- | ---: |\n| 0/255 | 75.0 % |\n| 8/255 | 25.0 % |",
  );
  expect(details).toContain("| 50 % to 100 % | 75.0 % | 4 |");
  expect(details).not.toContain("| 0 % to 50 %");
  expect(details).toContain("over kept weights 2 to 0.5, over all 4 to 1.25, after 6 epochs");
  // 1240 images a second in batches of 64: 51.6 ms
  expect(details).toContain("- Step: 51.6 ms");
});

test("the details say what all seeds of a network say together", () => {
  const seed = (number: number, accuracy: number, scheme?: "dense"): RunView => {
    const plan = { ...samplePlan, seed: number };
    const tested = { kind: "tested", at: 0, which: "last", epoch: 6, metrics: { accuracy } } as const;
    return { ...view("completed", 6, [tested]), plan: scheme === undefined ? plan : denseTwin(plan) };
  };
  const runs = [1, 2, 3].flatMap((number) => [
    seed(number, 0.7 + number / 100),
    seed(number, 0.8 + number / 100, "dense"),
  ]);
  // Mean 0.72, sd 0.01: ± 4.30265 · 0.01 / √3 = 0.0248; every difference is ten points
  expect(detailsOf(runs[0]!, runs)).toContain(
    "- Seeds: 3 seeds, mean 72.0 % \\(95 %: 69.5 % to 74.5 %\\); −10.0 points \\(95 %: −10.0 points to −10.0 points\\), worse than dense",
  );
  expect(detailsOf(runs[0]!, runs.slice(0, 2))).not.toContain("Seeds");
});

test("the step time of a run stands beside that of its dense twin", () => {
  const run = view("completed", 6);
  // 1240 and 620 images a second in batches of 64: 51.6 and 103 ms
  const slow = sampleEvents(samplePlan, 6).map((event) =>
    event.kind === "progress" ? { ...event, imagesPerSecond: 620 } : event,
  );
  expect(runDetails({ run, runs: [], twin: fold(slow), now: 0 }, english)).toContain(
    "Step: 51.6 ms, of its dense twin 103 ms \\(2 times as long\\)",
  );
});

test("a run goes by the name it was given, with its title beside", () => {
  const item = runItem({ ...view("completed", 6), name: "the best", starred: true }, false, english);
  expect(item.label).toBe("★ the best");
  expect(item.description).toBe("78.1 % on test · cifar_resnet_20_8 · erk 0.1 · seed 1");
  expect(item.spoken).toBe("starred, the best, completed, 78.1 % on test, cifar_resnet_20_8 · erk 0.1, seed 1");
  expect(item.context).toBe("sparse.run.completed.starred");
});

test("a waiting run shows its place, and can go to the front unless it is there", () => {
  const waiting = (place: number) => runItem({ ...view("queued", 0, []), place }, false, english);
  expect(waiting(1)).toMatchObject({
    description: "place 1 in the queue · seed 1",
    context: "sparse.run.queued.plain",
  });
  expect(waiting(2).context).toBe("sparse.run.queued.plain.behind");
});

test("a cell shows the mean and spread of its tested seeds, what goes on and the time of all", () => {
  const tested = (seed: number, accuracy: number): RunView => ({
    ...view("completed", 0, [
      { kind: "started", at: 0, pid: 1, host: "h", device: { engine: "sparse", description: "d", threads: 1 } },
      { kind: "tested", at: 0, which: "last", epoch: 6, metrics: { accuracy } },
      { kind: "finished", at: 60_000, outcome: "completed" },
    ]),
    id: `r${seed}`,
    plan: { ...samplePlan, seed },
  });
  const runs = [tested(1, 0.71), tested(2, 0.72), tested(3, 0.73), { ...view("running", 2), id: "r4" }];
  const { rows } = outline(runs, "newest");
  const item = rowItem(rows.get("cell::c")!, () => false, english);
  // Mean 0.72, sd 0.01; three minutes
  expect(item).toMatchObject({
    label: "cifar_resnet_20_8 · erk 0.1",
    description: "72.0 % ± 1.0 (3) · 3 of 4 finished, 1 training · 3 min 0 s",
    icon: { name: "loading~spin" },
    context: "sparse.cell.active",
  });
  expect(item.spoken).toBe(
    "cifar_resnet_20_8 · erk 0.1, mean test accuracy 72.0 % over 3 seeds, standard deviation 1.0 points, " +
      "3 of 4 finished, 1 training, 3 min 0 s",
  );
  expect(rowItem(rows.get("r1")!, () => false, english)).toMatchObject({
    label: "seed 1",
    description: "71.0 % on test",
  });
});

test("an experiment says how many of its runs are finished", () => {
  const run = view("completed", 6, [
    { kind: "queued", at: 1, experiment: "grid.sparse.yaml" },
    ...sampleEvents(samplePlan, 6),
  ]);
  const { rows } = outline([run], "newest");
  expect(rowItem(rows.get("experiment:grid.sparse.yaml")!, () => false, english)).toMatchObject({
    label: "grid.sparse.yaml",
    description: "1 finished",
    spoken: "grid.sparse.yaml, 1 network, 1 finished",
    context: "sparse.group",
  });
});

test("what a run's folder is called cannot become markup", () => {
  const details = detailsOf({ ...view("completed", 6), folder: "/a/<b>[c](d)" });
  expect(details).toContain("/a/\\<b\\>\\[c\\]\\(d\\)");
});

test("only what fails while someone looks is news", () => {
  const run = view("failed", 1);
  const update = { run, events: [], from: 0 };
  expect(failureReason({ ...update, before: undefined }, english)).toBeUndefined();
  expect(failureReason({ ...update, before: "failed" }, english)).toBeUndefined();
  expect(failureReason({ ...update, before: "running" }, english)).toBe("The run failed without a reason.");
  expect(failureReason({ ...update, run: view("stopped", 1), before: "running" }, english)).toBeUndefined();
});

function detailsOf(run: RunView, runs: readonly RunView[] = []): string {
  return runDetails({ run, runs, now: 0 }, english);
}

function view(status: RunStatus, epochs: number, events = sampleEvents(samplePlan, epochs)): RunView {
  return {
    id: "r",
    folder: "/r",
    plan: samplePlan,
    title: planTitle(samplePlan),
    cell: "c",
    twin: "d",
    status,
    state: fold(events),
  };
}
