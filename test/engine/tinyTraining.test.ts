import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { relativeError } from "../../src/core/training/replay";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { tensorsOf, tinyNet } from "../core/sparsity/goldenScores";
import { assets } from "./assets";

type Tensors = Parameters<typeof tensorsOf>[0];

const golden = JSON.parse(readFileSync("test/golden/train_tiny.json", "utf8")) as {
  readonly masks: Tensors;
  readonly float64: {
    readonly losses: readonly number[];
    readonly grad_norm_masked_effective: readonly number[];
    readonly grad_norm_all_weights: readonly number[];
    readonly final_params: Tensors;
    readonly final_buffers: Tensors;
    readonly eval_logprobs: { readonly data: readonly number[] };
  };
  readonly fgsm_float64: { readonly input_grad: { readonly data: readonly number[] } };
};

test("twelve steps of the tiny network come out as PyTorch has them", async () => {
  const { graph, state, batch } = tinyNet;
  const masks = new Map([...tensorsOf(golden.masks)].map(([name, mask]) => [name, Uint8Array.from(mask)]));
  const session = await sparseEngine({ assets }).open({ graph, state, masks, batch: 30, threads: 2, seed: 0 });
  const third = (step: number) => batch(Array.from({ length: 10 }, (_, index) => (step % 3) * 10 + index));
  const allNorms: number[] = [];
  for (let step = 0; step < 12; step++) {
    // SGD of the file's note: 0.1, a tenth of it from step 6 and again from step 9.
    const rate = 0.1 / 10 ** (Number(step >= 6) + Number(step >= 9));
    const all = await session.gradients(third(step), { mode: "train", positions: "all", labelSmoothing: 0 });
    allNorms.push(norm(masks, all.gradients));
    const sgd = { rate, momentum: 0.9, nesterov: true, weightDecay: 5e-4, labelSmoothing: 0, step };
    await session.step(third(step), sgd);
  }
  const results = await session.results();
  const losses = results.map(({ loss }) => loss);
  const norms = results.map(({ keptGradientNorm }) => keptGradientNorm);
  const { parameters, buffers } = await session.state();
  const logits = await session.logits(batch().images, 30);
  const inputGradient = await session.inputGradient(batch());
  await session.close();

  const { float64, fgsm_float64 } = golden;
  const errors = {
    losses: relativeError(losses, float64.losses),
    norms: relativeError(norms, float64.grad_norm_masked_effective),
    allNorms: relativeError(allNorms, float64.grad_norm_all_weights),
    logProbabilities: relativeError(logProbabilities(logits, graph.classes), float64.eval_logprobs.data),
    inputGradient: relativeError(inputGradient, fgsm_float64.input_grad.data),
    ...Object.fromEntries(
      [...tensorsOf(float64.final_params), ...tensorsOf(float64.final_buffers)].map(([name, values]) => [
        name,
        relativeError((parameters.get(name) ?? buffers.get(name))!, values),
      ]),
    ),
  };
  for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThanOrEqual(1e-5);
});

/** L2 norm over the masked layers' gradients. */
function norm(layers: ReadonlyMap<string, unknown>, gradients: ReadonlyMap<string, Float32Array>): number {
  let squares = 0;
  for (const name of layers.keys()) for (const value of gradients.get(name)!) squares += value * value;
  return Math.sqrt(squares);
}

function logProbabilities(logits: Float32Array, classes: number): number[] {
  return Array.from(logits, (logit, index) => {
    const row = logits.subarray(index - (index % classes), index - (index % classes) + classes);
    const largest = Math.max(...row);
    return logit - largest - Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  });
}
