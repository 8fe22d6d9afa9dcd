import { describe } from "vitest";
import { dropoutKeeps, dropoutKey } from "../../../src/engine/dropout";
import { conforms } from "../conformance";
import { trains } from "../training";
import { hasAdapter, webgpuEngine } from "./webgpu";

// A software adapter takes a second for each new shape: of every kind of layer a few.
const chosen = /^(kernel (3×3, stride [12]|2×5|1×1, stride 2×3)|residual|sums|element|pooling|flatten c|a branch)/;

describe.runIf(hasAdapter)("on the adapter there is", () => {
  conforms("WebGPU", {
    engine: webgpuEngine,
    keeps: (seed, step, node, element, rate) => dropoutKeeps(dropoutKey(seed, step, node), element, rate),
    chosen: (name) => chosen.test(name),
    tolerance: 1e-5,
  });
  trains("WebGPU", { engine: webgpuEngine, tolerance: 2e-5, slow: true });
});
