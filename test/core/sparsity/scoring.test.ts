import fc from "fast-check";
import { expect, test } from "vitest";
import { builtinImages } from "../../../src/core/data/builtin";
import { dataFormats } from "../../../src/core/data/formats";
import { fillBatch } from "../../../src/core/data/augment";
import type { Dataset } from "../../../src/core/data/images";
import { planGraph } from "../../../src/core/experiment/plan";
import { prunable } from "../../../src/core/model/graph";
import { preset } from "../../../src/core/model/presets";
import { refuseEmptyLayers } from "../../../src/core/sparsity/emptyLayers";
import { keptOf } from "../../../src/core/sparsity/mask";
import { classBatch, firstBatch, halves } from "../../../src/core/sparsity/scoring/batches";
import { graspScores } from "../../../src/core/sparsity/scoring/grasp";
import { keepByThreshold, keepExactly, scoredMasks } from "../../../src/core/sparsity/scoring/keep";
import { prepareScoring } from "../../../src/core/sparsity/scoring/score";
import { snipState } from "../../../src/core/sparsity/scoring/snip";
import type { Masks } from "../../../src/core/training/engine";
import { initialState } from "../../../src/core/training/initialise";
import { relativeError } from "../../../src/core/training/replay";
import { maskTable } from "../../../src/core/model/cost";
import { tinyPlan } from "../../plans";
import { goldenGrasp, goldenSnip, tensorsOf, tinyNet } from "./goldenScores";

const pause = () => Promise.resolve();

test("GraSP's scores and layer densities are the reference's", async () => {
  const { graph, state, batch } = tinyNet;
  const [a, b] = [batch(goldenGrasp.half_A), batch(goldenGrasp.half_B)];
  const scores = await graspScores(graph, state, [a, b], pause);
  for (const [name, expected] of tensorsOf(goldenGrasp.scores_float64)) {
    // Measured: 7e-7 of a tensor's largest score.
    expect(relativeError(scores.get(name)!, expected), name).toBeLessThan(2e-6);
  }
  for (const [density, expected] of Object.entries(goldenGrasp.layer_density_float64)) {
    expect(densitiesOf(keepByThreshold(scores, Number(density), "smallest")), density).toEqual(expected);
  }
});

test("the thresholds of SNIP and GraSP keep what the reference's keep, of the reference's own scores", () => {
  for (const golden of [goldenSnip.weights_as_given, goldenSnip.xavier_reinit]) {
    const scores = tensorsOf(golden.scores_float64_unnormalised);
    for (const [density, expected] of Object.entries(golden.layer_density_by_global_density)) {
      const kept = densitiesOf(keepByThreshold(scores, Number(density), "largest"));
      kept.forEach((share, layer) => {
        expect(share).toBeCloseTo(expected[layer]!, 12);
      });
    }
  }
  const scores = tensorsOf(goldenGrasp.scores_float64);
  for (const [density, expected] of Object.entries(goldenGrasp.layer_density_float64)) {
    const kept = densitiesOf(keepByThreshold(scores, Number(density), "smallest"));
    kept.forEach((share, layer) => {
      expect(share).toBeCloseTo(expected[layer]!, 12);
    });
  }
});

test("thresholds keep all ties, and GraSP's one weight more than asked for; exact counts keep neither", () => {
  const scores = new Map([
    ["a", Float32Array.of(5, 4, 4, 1)],
    ["b", Float32Array.of(4, 3, 2)],
  ]);
  // int(7 · 0.3) = 2: the second largest is 4, of which there are three.
  expect(listed(keepByThreshold(scores, 0.3, "largest"))).toEqual([
    [1, 1, 1, 0],
    [1, 0, 0],
  ]);
  // int(7 · 0.7) = 4: the fourth largest is 4; 4 and below is kept.
  expect(listed(keepByThreshold(scores, 0.3, "smallest"))).toEqual([
    [0, 1, 1, 1],
    [1, 1, 1],
  ]);
  // int(7 · 0.4) = 2: the second largest is 4 again. int(7 · 0.1) = 0: nothing.
  expect(listed(keepByThreshold(scores, 0.6, "smallest"))).toEqual([
    [0, 1, 1, 1],
    [1, 1, 1],
  ]);
  expect(listed(keepByThreshold(scores, 0.1, "largest"))).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0],
  ]);
  // round(7 · 0.3) = 2 of each end; of equal scores the first.
  expect(listed(keepExactly(scores, 0.3, "largest"))).toEqual([
    [1, 1, 0, 0],
    [0, 0, 0],
  ]);
  expect(listed(keepExactly(scores, 0.3, "smallest"))).toEqual([
    [0, 0, 0, 1],
    [0, 0, 1],
  ]);
});

test("exact counts keep round(density · weights), none of which scores worse than one that goes", () => {
  const tensor = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 12 });
  const density = fc.double({ min: 0.001, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(tensor, { minLength: 1, maxLength: 4 }), density, (tensors, share) => {
      const scores = new Map(tensors.map((values, index) => [String(index), Float32Array.from(values)]));
      const all = tensors.flat();
      for (const end of ["largest", "smallest"] as const) {
        const mask = listed(keepExactly(scores, share, end)).flat();
        const kept = all.filter((_, at) => mask[at] === 1);
        const gone = all.filter((_, at) => mask[at] === 0);
        expect(kept.length).toBe(Math.round(share * all.length + 1e-6));
        if (end === "largest") expect(Math.min(...kept)).toBeGreaterThanOrEqual(Math.max(...gone));
        else expect(Math.max(...kept)).toBeLessThanOrEqual(Math.min(...gone));
      }
    }),
    { numRuns: 300, seed: 4 },
  );
});

test("ratio schemes take only the counts of a layer from the scores, classic ones the positions", () => {
  const { graph } = tinyNet;
  const scores = tensorsOf(goldenSnip.weights_as_given.scores_float64_unnormalised);
  const prune = { density: 0.2, sampling: "exact" } as const;
  const classic = scoredMasks(graph, scores, { ...prune, scheme: "snip" }, 1);
  const ratio = scoredMasks(graph, scores, { ...prune, scheme: "snip_ratio" }, 1);
  expect(scoredMasks(graph, scores, { ...prune, scheme: "snip" }, 2)).toEqual(classic);
  expect(densitiesOf(ratio)).toEqual(densitiesOf(classic));
  expect(total(ratio)).toBe(Math.round(0.2 * 5036));
  expect(listed(ratio)).not.toEqual(listed(classic));
  expect(listed(scoredMasks(graph, scores, { ...prune, scheme: "snip_ratio" }, 2))).not.toEqual(listed(ratio));
  const drawn = scoredMasks(graph, scores, { ...prune, scheme: "snip_ratio", sampling: "bernoulli" }, 1);
  expect(Math.abs(total(drawn) - 0.2 * 5036)).toBeGreaterThan(0);
  // Five standard deviations of 5036 weights at 0.2.
  expect(Math.abs(total(drawn) - 0.2 * 5036)).toBeLessThan(5 * Math.sqrt(5036 * 0.16));
});

test("a layer that is kept whole has no mask, and a score that is no number is refused", () => {
  const { graph } = tinyNet;
  const weights = prunable(graph).map(
    ({ name, shape }) => [name, new Float32Array(shape.reduce((a, b) => a * b))] as const,
  );
  const scores = new Map(weights);
  scores.get("conv.weight")!.fill(1);
  const prune = { density: 0.5, sampling: "exact", scheme: "magnitude" } as const;
  expect(scoredMasks(graph, scores, prune, 1).has("conv.weight")).toBe(false);
  scores.get("fc.weight")![3] = Number.NaN;
  expect(() => scoredMasks(graph, scores, prune, 1)).toThrow(/^The scores of fc\.weight are no finite numbers/);
});

test("SNIP draws its weights anew, by Xavier's rule", () => {
  const graph = preset("cifar_resnet_20", { classes: 10 })!;
  const state = initialState(graph, 1);
  const { parameters } = snipState(graph, state, 1);
  // 3·3·16 in and out, 2304 weights; 64 in and 10 out, 640 weights: four standard errors.
  expect(deviation(parameters.get("blocks.0.conv1.weight")!) / Math.sqrt(2 / 288)).toBeCloseTo(1, 1);
  expect(deviation(parameters.get("fc.weight")!) / Math.sqrt(2 / 74)).toBeCloseTo(1, 0);
  expect(parameters.get("fc.bias")).toBe(state.parameters.get("fc.bias"));
  expect(snipState(graph, state, 1).parameters).toEqual(parameters);
  expect(snipState(graph, state, 2).parameters.get("fc.weight")).not.toEqual(parameters.get("fc.weight"));
});

const data: Dataset = {
  train: builtinImages({ split: "train", seed: 1, count: 50 }),
  test: builtinImages({ split: "test", seed: 1, count: 10 }),
  normalisation: dataFormats.builtin.normalisation,
  cropPadding: "reflect",
};

test("GraSP takes the first images of every class in the run's order, sorted by class", () => {
  const plan = tinyPlan();
  const batch = classBatch(plan, data, 2);
  expect([...batch.labels]).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
  const [a, b] = halves(batch);
  expect([[...a.labels], [...b.labels]]).toEqual([[...batch.labels.slice(0, 10)], [...batch.labels.slice(10)]]);
  expect(Float32Array.of(...a.images, ...b.images)).toEqual(batch.images);
  const first = firstBatch(plan, data);
  expect(first.labels).toHaveLength(16);
  // The first image of the run is the first of its class.
  const place = batch.labels.indexOf(first.labels[0]!) * 3072;
  expect(batch.images.slice(place, place + 3072)).toEqual(first.images.slice(0, 3072));
});

test("the images that are scored are augmented as the run's are", () => {
  const plain = firstBatch(tinyPlan({ train: { ...tinyPlan().train, augment: [] } }), data);
  const moved = firstBatch(tinyPlan(), data);
  expect(moved.labels).toEqual(plain.labels);
  expect(moved.images).not.toEqual(plain.images);
  const images = fillBatch(
    data.train,
    Uint32Array.from({ length: 50 }, (_, at) => at),
    data.normalisation,
    undefined,
    new Float32Array(50 * 3072),
  );
  const all = Array.from({ length: 50 }, (_, at) => images.slice(at * 3072, (at + 1) * 3072).join());
  expect(all).toContain(plain.images.slice(0, 3072).join());
});

test("too few images of a class, and too many for the memory, are one sentence each", () => {
  const open = () => Promise.reject(new Error("Nothing is opened."));
  const plan = tinyPlan({ prune: { scheme: "grasp_ratio", density: 0.1, sampling: "exact" } });
  const scoring = { plan, graph: planGraph(plan), data, engine: { open }, threads: 1, pause };
  expect(() => prepareScoring("grasp_ratio", scoring)).toThrow(
    /^grasp_ratio scores 25 training images of every class, but there are only \d of class 0; use more images or another scheme, such as erk\.$/,
  );
  const many = { ...data, train: builtinImages({ split: "train", seed: 1, count: 300 }) };
  const graph = preset("WideResNet50_2", { classes: 1000 })!;
  expect(() => prepareScoring("grasp", { ...scoring, data: many, graph })).toThrow(
    /^grasp would need about \d+ GiB of memory to score 250 images with WideResNet50_2, more than the 16 GiB it may take; use another scheme, such as snip_ratio or erk\.$/,
  );
});

test("magnitude keeps the largest initial weights of the whole network", async () => {
  const plan = tinyPlan();
  const graph = planGraph(plan);
  const open = () => Promise.reject(new Error("Nothing is opened."));
  const { images, scores } = prepareScoring("magnitude", { plan, graph, data, engine: { open }, threads: 1, pause });
  expect(images).toBe(0);
  const { parameters } = initialState(graph, plan.seed);
  const masks = scoredMasks(graph, await scores(), { scheme: "magnitude", density: 0.1, sampling: "exact" }, 1);
  const weights = [...masks].flatMap(([name, mask]) =>
    [...parameters.get(name)!].map((weight, at) => [Math.abs(weight), mask[at]!] as const),
  );
  const least = Math.min(...weights.filter(([, kept]) => kept === 1).map(([size]) => size));
  expect(Math.max(...weights.filter(([, kept]) => kept === 0).map(([size]) => size))).toBeLessThanOrEqual(least);
});

test("masks that leave a layer empty are refused by the names of the layers", () => {
  const { graph } = tinyNet;
  const masks = new Map(
    prunable(graph).map(({ name, shape }) => [name, new Uint8Array(shape.reduce((a, b) => a * b)).fill(1)]),
  );
  const prune = { scheme: "snip", density: 0.01, sampling: "exact" } as const;
  const check = () => {
    refuseEmptyLayers(maskTable(graph, masks, "snip", 0.01).layers, prune);
  };
  expect(check).not.toThrow();
  masks.get("fc.weight")!.fill(0);
  expect(check).toThrow(
    "snip at density 0.01 leaves no weight in fc: nothing flows through this layer, so the network is dead and is not " +
      "trained. Use a higher density or another scheme, such as erk.",
  );
  masks.get("blocks.0.conv1.weight")!.fill(0);
  expect(check).toThrow(/in blocks\.0\.conv1 and fc: nothing flows through these layers/);
  for (const mask of masks.values()) mask.fill(0);
  expect(check).toThrow(/in conv, blocks\.0\.conv1, blocks\.0\.conv2, blocks\.1\.conv1 and 6 more: /);
});

function densitiesOf(masks: Masks): number[] {
  return [...masks.values()].map((mask) => keptOf(mask) / mask.length);
}

function total(masks: Masks): number {
  return [...masks.values()].reduce((sum, mask) => sum + keptOf(mask), 0);
}

function listed(masks: Masks): number[][] {
  return [...masks.values()].map((mask) => [...mask]);
}

function deviation(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
