import { expect, test } from "vitest";
import { gradientFlow } from "../../../src/core/evaluation/gradientFlow";

test("by hand: norms over kept and over all weights, by layer and together", () => {
  const gradients = new Map([
    ["a.weight", Float32Array.of(3, 4, 12)],
    ["b.weight", Float32Array.of(0, 5)],
    ["b.bias", Float32Array.of(100)],
  ]);
  const masks = new Map([["a.weight", Uint8Array.of(1, 1, 0)]]);
  // √(9 + 16) = 5 and √(25 + 144) = 13; together √(25 + 25) and √(169 + 25); biases are not pruned and do not count
  expect(gradientFlow(gradients, masks, ["a.weight", "b.weight"])).toEqual({
    kept: Math.hypot(5, 5),
    all: Math.hypot(13, 5),
    layers: [
      { name: "a.weight", kept: 5, all: 13 },
      { name: "b.weight", kept: 5, all: 5 },
    ],
  });
});
