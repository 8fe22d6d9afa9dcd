import { expect, test } from "vitest";
import { keptOf } from "../../src/core/sparsity/mask";
import { keepByThreshold } from "../../src/core/sparsity/scoring/keep";
import { snipScores } from "../../src/core/sparsity/scoring/snip";
import { relativeError } from "../../src/core/training/replay";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { goldenSnip, tensorsOf, tinyNet } from "../core/sparsity/goldenScores";
import { assets } from "./assets";

const { weights_as_given, xavier_reinit } = goldenSnip;

test.each([
  ["the weights as given", weights_as_given],
  ["weights drawn anew", xavier_reinit],
] as const)("SNIP's scores and layer densities are the reference's with %s", async (_, golden) => {
  const { graph, state, batch } = tinyNet;
  const parameters = new Map([...state.parameters, ...tensorsOf(golden.weights ?? {})]);
  const request = { graph, state: { ...state, parameters }, masks: new Map(), threads: 2, seed: 1 };
  const session = await sparseEngine({ assets }).open({ ...request, batch: 30 });
  try {
    const scores = await snipScores(graph, session, parameters, batch());
    for (const [name, expected] of tensorsOf(golden.scores_float64_unnormalised)) {
      expect(relativeError(scores.get(name)!, expected), name).toBeLessThan(1e-5);
    }
    for (const [density, expected] of Object.entries(golden.layer_density_by_global_density)) {
      const masks = keepByThreshold(scores, Number(density), "largest");
      const shares = [...masks.values()].map((mask) => keptOf(mask) / mask.length);
      shares.forEach((share, layer) => {
        expect(share, density).toBeCloseTo(expected[layer]!, 12);
      });
    }
  } finally {
    await session.close();
  }
});
