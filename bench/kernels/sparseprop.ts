/**
 * The engine's module with SparseProp's loops for convolutions and dense layers (Nikdan et al. 2023, arXiv 2302.04852):
 * weight by weight over the whole output plane, instead of pixels in registers and weight by weight. Forward and the
 * input's gradient are one multiply-add of a plane a kept weight, which reads and writes that plane each time; the
 * weight's gradient is one product of two planes. Everything else is the engine's, streams and descriptors too, so
 * that only the loops differ. SparseProp itself goes through both gradients at once; here they are two passes.
 */
export { affine, affineGradient, affineSums } from "../../src/engine/sparse/kernels/affine";
export { batchStatistics, normGradient, runningStatistics } from "../../src/engine/sparse/kernels/batchNorm";
export { biasGradient, biasSums } from "../../src/engine/sparse/kernels/bias";
export { dropout } from "../../src/engine/sparse/kernels/dropout";
export { flatten, flattenGradient } from "../../src/engine/sparse/kernels/flatten";
export { moments } from "../../src/engine/sparse/kernels/moments";
export { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from "../../src/engine/sparse/kernels/pool";
export { update } from "../../src/engine/sparse/kernels/update";
export { sumWeightGradient } from "../../src/engine/sparse/kernels/weightGradient";
/** Of streams that SparseProp's loops never get. */
export { convolveRuns } from "../../src/engine/sparse/kernels/convolution";
export { convolve } from "./planeAdd";
export { weightGradient, weightGradientByChannel } from "./planeProduct";
