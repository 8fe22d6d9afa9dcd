import { performance } from "node:perf_hooks";
import type { Kernel, Kernels } from "./program";

/** Kernels that read the clock. */
export interface ClockedKernels {
  readonly kernels: Kernels;
  /** What the kernels of convolution and dense layers have taken so far, in s, on the thread that calls them. */
  seconds(): number;
}

/** The kernels that go through weights: outputs and gradients of convolution and dense layers. */
const throughWeights = /^(convolve|weightGradient|sumWeightGradient|bias)/;

/** Puts a clock around the kernels that go through weights: it costs some 0.1 µs a call. */
export function clocked(kernels: Kernels): ClockedKernels {
  let ms = 0;
  const timed =
    (kernel: Kernel): Kernel =>
    (descriptor, from, to, task) => {
      const started = performance.now();
      kernel(descriptor, from, to, task);
      ms += performance.now() - started;
    };
  return {
    kernels: new Map([...kernels].map(([name, kernel]) => [name, throughWeights.test(name) ? timed(kernel) : kernel])),
    seconds: () => ms / 1000,
  };
}
