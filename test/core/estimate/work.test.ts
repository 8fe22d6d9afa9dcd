import { expect, test } from "vitest";
import { blocksOf, blockWork } from "../../../src/core/estimate/work";
import { readModel } from "../../../src/core/model/read";

test("a block's work is counted layer by layer", () => {
  const text = `version: 1
input: [3, 8, 8]
layers:
  - conv: { out: 4, kernel: 3 }
  - relu
  - globalAvgPool
  - dense: { out: 10 }
`;
  const { graph } = readModel("net.model.yaml", text, {});
  // 20 weights at 64 pixels (two strips), and 16 of the classifier, a fetch of which serves eight blocks
  expect(blockWork(graph!, [20, 16])).toEqual({
    macs: 4 * (20 * 64 + 16),
    fetches: 20 * 2 + 16 / 8,
    // convolution, ReLU, a mean for each of 4 channels, 10 logits
    elements: 4 * (4 * 64 + 4 * 64 + 4 + 10),
    pixels: 4 * 3 * 64,
  });
});

test("the last block of a batch, and the last batch, may be part empty", () => {
  expect(blocksOf(0, 16)).toBe(0);
  expect(blocksOf(64, 16)).toBe(16);
  // 3 batches of 10 images in 3 blocks each, and 5 images in 2
  expect(blocksOf(35, 10)).toBe(11);
});
