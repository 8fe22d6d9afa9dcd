import { describe } from "vitest";
import { dropoutKeeps, dropoutKey } from "../../../src/engine/dropout";
import { conforms } from "../conformance";
import { trains } from "../training";
import { tensorflowEngine, tensorflowFolder } from "./tensorflow";

// TensorFlow's kernels add thousands of numbers one after the other in float32, and oneDNN computes some convolutions
// by Winograd's method: where a gradient is a small difference of large sums, 1e-4 of the largest is what they keep.
const tolerance = 1e-4;

describe.skipIf(tensorflowFolder === undefined)("as built on this machine", () => {
  conforms("TensorFlow", {
    engine: tensorflowEngine,
    keeps: (seed, step, node, element, rate) => dropoutKeeps(dropoutKey(seed, step, node), element, rate),
    chosen: (name) => !name.startsWith("more weights"),
    tolerance,
  });
  trains("TensorFlow", { engine: tensorflowEngine, tolerance });
});
