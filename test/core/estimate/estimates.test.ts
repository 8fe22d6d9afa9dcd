import { expect, test } from "vitest";
import { readCalibration } from "../../../src/core/estimate/calibration";
import { estimatesWith, type Grounds } from "../../../src/core/estimate/estimates";
import { expectedKept } from "../../../src/core/estimate/kept";
import { sessionBytesOf } from "../../../src/core/estimate/sessionBytes";
import { blockWork } from "../../../src/core/estimate/work";
import { planGraph, type Plan } from "../../../src/core/experiment/plan";
import { denseTwin } from "../../../src/core/run/twin";
import { graspBytes } from "../../../src/core/sparsity/scoring/graspMemory";
import { tinyPlan } from "../../plans";
import { machineTimes, measured } from "./calibrated";

const grounds: Grounds = {
  calibration: measured(),
  images: (data) => (data.format === "builtin" ? { train: data.train, test: data.test } : undefined),
};
const unmeasured: Grounds = { ...grounds, calibration: undefined };

test("a run takes its steps, its validations, its tests and what comes before the first step", () => {
  const plan = tinyPlan();
  const graph = planGraph(plan);
  const kept = expectedKept(graph, plan.prune);
  const work = blockWork(graph, kept);
  // 45 images to train on and 5 to validate by, 2 epochs, 16 a batch: 4 + 4 + 4 blocks an epoch, and 2 more;
  // 20 test images are 5 blocks, for the last epoch and for the best one.
  const seconds =
    2 * 12 * machineTimes.step(work) +
    (2 * 2 + 2 * 5) * machineTimes.forward(work) +
    machineTimes.choose(kept) +
    2 * machineTimes.open(kept);
  expect(estimatesWith(grounds).run(plan).seconds).toBeCloseTo(seconds, 6);
});

test("attacks and gradient flow are in the time", () => {
  const { run } = estimatesWith(grounds);
  const plan = tinyPlan({ prune: { scheme: "dense", density: 1, sampling: "exact" } });
  const work = blockWork(planGraph(plan), expectedKept(planGraph(plan), plan.prune));
  const robustness = { eps: 8, curve: [], images: 20, steps: 10 };
  const attacked = run({ ...plan, evaluate: ["pgd"], evaluation: { robustness } });
  const one = run(plan).seconds!;
  // twice 5 blocks, with ten gradients and then logits
  expect(attacked.seconds! - one).toBeCloseTo(2 * 5 * (10 * machineTimes.attack(work) + machineTimes.forward(work)), 6);
  // three dense gradients of a batch of 4 blocks, and a dense session for each
  const flow = run({ ...plan, evaluate: ["gradient_flow"] });
  const kept = expectedKept(planGraph(plan), plan.prune);
  expect(flow.seconds! - one).toBeCloseTo(3 * (4 * machineTimes.step(work) + machineTimes.open(kept)), 6);
});

test("a denser network takes longer and needs more memory", () => {
  const { run } = estimatesWith(grounds);
  const at = (density: number) => run(tinyPlan({ prune: { scheme: "erk", density, sampling: "exact" } }));
  const [few, many] = [at(0.1), at(0.5)];
  expect(many.seconds).toBeGreaterThan(few.seconds!);
  expect(many.bytes).toBeGreaterThan(few.bytes);
});

test("memory is known where nothing was measured, time is not", () => {
  const estimate = estimatesWith(unmeasured).run(tinyPlan());
  expect(estimate.seconds).toBeUndefined();
  expect(estimate.bytes).toBe(estimatesWith(grounds).run(tinyPlan()).bytes);
});

test("a process needs its session, the program and the data beside it", () => {
  const plan = tinyPlan();
  const graph = planGraph(plan);
  const session = sessionBytesOf(graph)(expectedKept(graph, plan.prune), 16);
  const { run } = estimatesWith(unmeasured);
  expect(run(plan).bytes).toBeGreaterThan(85e6 + session);
  const more = run({ ...plan, data: { format: "builtin", seed: 1, train: 10_050, test: 20 } });
  // 10 000 images of 3072 bytes, three times
  expect(more.bytes - run(plan).bytes).toBe(3 * 10_000 * 3072);
});

test("time is not known where nobody knows how many images there are", () => {
  const data = { format: "cifar10", path: "/data" } as const;
  expect(estimatesWith(grounds).run(tinyPlan({ data })).seconds).toBeUndefined();
  const known: Grounds = { ...grounds, images: () => ({ train: 50_000, test: 10_000 }) };
  expect(estimatesWith(known).run(tinyPlan({ data })).seconds).toBeGreaterThan(1);
});

test("SNIP's scores take a dense gradient; GraSP's are left out of the time, which is said", () => {
  const { run } = estimatesWith(grounds);
  const by = (scheme: Plan["prune"]["scheme"]) => run(tinyPlan({ prune: { scheme, density: 0.3, sampling: "exact" } }));
  const graph = planGraph(tinyPlan());
  const all = expectedKept(graph, { scheme: "dense", density: 1 });
  // Until the weights are scored, every layer counts with the density of the whole, as in uniform.
  const dense = 4 * machineTimes.step(blockWork(graph, all)) + machineTimes.open(all);
  expect(by("snip").seconds! - by("uniform").seconds!).toBeCloseTo(dense, 6);
  expect(by("magnitude").seconds).toBeCloseTo(by("uniform").seconds!, 6);
  const left = (["erk", "snip", "magnitude", "grasp_ratio"] as const).map((scheme) => by(scheme).scoringLeftOut);
  expect(left).toEqual([false, false, false, true]);
  // Hessian products of 25 images of each of ten classes take more memory than training by 16.
  expect(by("grasp").bytes).toBeGreaterThan(85e6 + graspBytes(graph, 250));
  expect(by("uniform").bytes).toBeLessThan(85e6 + graspBytes(graph, 250));
});

test("a grid takes the time of all its runs, and the memory of the largest", () => {
  const { run, grid } = estimatesWith(grounds);
  const plans = [tinyPlan(), tinyPlan({ seed: 2 }), denseTwin(tinyPlan())];
  const [one, , dense] = plans.map(run);
  expect(grid(plans)).toEqual({
    runs: 3,
    seconds: one!.seconds! + one!.seconds! + dense!.seconds!,
    bytes: Math.max(one!.bytes, dense!.bytes),
    scoringLeftOut: false,
  });
  expect(estimatesWith(unmeasured).grid(plans).seconds).toBeUndefined();
  expect(grid([])).toEqual({ runs: 0, seconds: 0, bytes: 0, scoringLeftOut: false });
});

test("runs that differ in seeds and rates only are reckoned once", () => {
  let asked = 0;
  const { grid } = estimatesWith({ ...grounds, images: () => ({ train: 50, test: 20 + 0 * asked++ }) });
  const { train } = tinyPlan();
  const plans = Array.from({ length: 10_000 }, (_, seed) =>
    tinyPlan({ seed, train: { ...train, optimizer: { ...train.optimizer, lr: 1 / (seed + 1) } } }),
  );
  expect(grid(plans).runs).toBe(10_000);
  expect(asked).toBe(1);
});

test("only a file of this version, about these networks, is a measurement", () => {
  const file: unknown = JSON.parse(JSON.stringify(measured()));
  expect(readCalibration(file)).toEqual(measured());
  const [first, ...rest] = measured().points;
  const damaged: unknown[] = [
    undefined,
    [],
    { ...measured(), version: 2 },
    { ...measured(), points: [] },
    { ...measured(), points: [{ ...first, stepMs: 0 }, ...rest] },
    { ...measured(), points: [{ ...first, model: "cifar_resnet_9998_9999" }, ...rest] },
    { ...measured(), points: [{ ...first, density: 0.5 }, ...rest] },
  ];
  for (const each of damaged) expect(readCalibration(each)).toBeUndefined();
});
