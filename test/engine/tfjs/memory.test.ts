import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { Layer } from "../../../src/core/model/graph";
import { network } from "../networks";
import { problem } from "../conformance";
import { cpuEngine } from "./cpu";

const update = { rate: 1e-3, momentum: 0.9, nesterov: true, weightDecay: 1e-4, labelSmoothing: 0 };
const dense = (out: number): Layer => ({
  ...{ op: "dense", out, bias: true },
  initial: { weight: "kaiming_fan_in", bias: "zero" },
});
const layers: Layer[] = [
  dense(3),
  { op: "batchNorm", epsilon: 1e-3, momentum: 0.1 },
  { op: "dropout", rate: 0.2 },
  dense(2),
];

test("thousands of steps take no more memory than a few, and a closed session gives all of it back", async () => {
  const { request, batch } = problem({ graph: network("tiny", [2, 1, 1], layers), batch: 4, density: 0.5 });
  await cpuEngine.probe();
  const before = tf.memory();
  const session = await cpuEngine.open(request);
  const held: { numTensors: number; numBytes: number }[] = [];
  for (let step = 0; step < 3000; step++) {
    await session.step(batch, { ...update, step });
    // The session itself reads what nobody asks for, after sixteen steps.
    if (step % 1000 !== 999) continue;
    expect(await session.results()).toHaveLength(1000);
    await session.logits(batch.images, 4);
    await session.inputGradient(batch);
    await session.gradients(batch, { mode: "train", positions: "all", labelSmoothing: 0 });
    held.push(tf.memory());
  }
  await session.close();
  const [first, ...later] = held.map(({ numTensors, numBytes }) => ({ numTensors, numBytes }));
  for (const memory of later) expect(memory).toEqual(first);
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numBytes).toBe(before.numBytes);
});

test("what is left of a run that diverges is given back too", async () => {
  const { request, batch } = problem({ graph: network("tiny", [2, 1, 1], layers), batch: 4, density: 0.5 });
  await cpuEngine.probe();
  const before = tf.memory().numTensors;
  const session = await cpuEngine.open(request);
  const wild = { ...batch, images: batch.images.map(() => NaN) };
  for (const [step, images] of [batch, wild, batch].entries()) await session.step(images, { ...update, step });
  expect(await session.firstNotFinite()).toEqual({ what: "input", layer: "input" });
  await session.close();
  expect(tf.memory().numTensors).toBe(before);
});
