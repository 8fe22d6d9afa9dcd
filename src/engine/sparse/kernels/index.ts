/**
 * Everything the engine calls. A kernel is `(descriptor, from, to, task)`: the address of its descriptor, a range of
 * what its phase is cut into (batch blocks, channels or weights) and the number of the task that range belongs to.
 */
export { affine, affineGradient, affineSums } from "./affine";
export { batchStatistics, normGradient, runningStatistics } from "./batchNorm";
export { biasGradient, biasSums } from "./bias";
export { convolve, convolveRuns } from "./convolution";
export { dropout } from "./dropout";
export { flatten, flattenGradient } from "./flatten";
export { moments } from "./moments";
export { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from "./pool";
export { update } from "./update";
export { sumWeightGradient, weightGradient, weightGradientByChannel } from "./weightGradient";
