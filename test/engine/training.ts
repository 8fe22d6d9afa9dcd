/** What training must come to on every engine, whatever it runs on: PyTorch's numbers, and a sparse engine's checkpoints. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Engine, SessionRequest, Update } from "../../src/core/training/engine";
import { readGolden, relativeError, replay } from "../../src/core/training/replay";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { tensorsOf, tinyNet } from "../core/sparsity/goldenScores";
import { assets } from "./assets";
import { problem, sameBits } from "./conformance";
import { networks } from "./networks";

export interface Training {
  readonly engine: Engine;
  /** Largest error after twelve steps, relative to each tensor's largest number. */
  readonly tolerance: number;
  /** Whether the engine computes so slowly that the smallest file must do. */
  readonly slow?: boolean;
}

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

/** Trains small networks and compares. */
export function trains(title: string, { engine, tolerance, slow = false }: Training): void {
  describe(title, () => {
    test.skipIf(slow)("twelve steps of the tiny network come out as PyTorch has them", async () => {
      const { graph, state, batch } = tinyNet;
      const masks = new Map([...tensorsOf(golden.masks)].map(([name, mask]) => [name, Uint8Array.from(mask)]));
      const session = await engine.open({ graph, state, masks, batch: 30, threads: 2, seed: 0 });
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
      for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThanOrEqual(tolerance);
    });

    const files = ["train_resnet8_w4.json", ...(slow ? [] : ["train_resnet8_w6_odd.json"])];
    test.each(files)("%s comes out as PyTorch has it", async (file) => {
      const golden = readGolden(JSON.parse(readFileSync(`test/golden/${file}`, "utf8")));
      if ("fault" in golden) throw new Error(golden.fault);
      const { maxError } = await replay(golden, engine, 1);
      for (const [name, error] of Object.entries(maxError)) expect(error, name).toBeLessThanOrEqual(tolerance);
    });

    test("a checkpoint goes from the sparse engine to this one and back, and training goes on", async () => {
      const { request, batch } = problem(networks.get("residual blocks with a projection")!);
      const sparse = sparseEngine({ assets });
      const train = async (on: Engine, from: SessionRequest["state"], first: number) => {
        const session = await on.open({ ...request, state: from });
        try {
          for (let step = first; step < first + 2; step++) await session.step(batch, { ...update, step });
          return await session.state();
        } finally {
          await session.close();
        }
      };
      const carried = await train(sparse, await train(engine, await train(sparse, request.state, 0), 2), 4);
      const stayed = await train(sparse, await train(sparse, await train(sparse, request.state, 0), 2), 4);
      for (const part of ["parameters", "buffers", "momentum"] as const) {
        for (const [name, values] of stayed[part]) {
          expect(relativeError(carried[part].get(name)!, values), `${part} ${name}`).toBeLessThanOrEqual(tolerance);
        }
      }
      for (const [name, mask] of request.masks) {
        for (const part of ["parameters", "momentum"] as const) {
          expect(carried[part].get(name)!.every((value, index) => mask[index] === 1 || value === 0)).toBe(true);
        }
      }
    });

    test("what is trained after a save and a resume is what would have been trained without", async () => {
      const { request, batch } = problem(
        networks.get("flatten chw, then dense layers with batch norm and dropout between them")!,
      );
      const session = await engine.open(request);
      await session.step(batch, { ...update, step: 0 });
      const saved = await session.state();
      await session.step(batch, { ...update, step: 1 });
      const straight = await session.state();
      await session.close();
      const resumed = await engine.open({ ...request, state: saved });
      await resumed.step(batch, { ...update, step: 1 });
      const after = await resumed.state();
      await resumed.close();
      expect(sameBits(after.parameters, straight.parameters)).toBe(true);
      expect(sameBits(after.momentum, straight.momentum)).toBe(true);
      expect(sameBits(after.buffers, straight.buffers)).toBe(true);
    });
  });
}

const update: Omit<Update, "step"> = {
  rate: 0.05,
  momentum: 0.9,
  nesterov: true,
  weightDecay: 1e-4,
  labelSmoothing: 0.1,
};

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
