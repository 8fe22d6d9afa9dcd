import { describe } from "../descriptors";
import { geometryOf, type Geometry } from "../geometry";
import { over, type Split, type Step } from "../program";
import { placeForward, placeTransposed, type Stream } from "../streams";
import { channelTask, type BackwardPass, type Lowered, type Plan } from "./unit";

/** Most bytes of partial weight gradients that each of several tasks may keep, together. */
const partialLimit = 32 * 2 ** 20;
const vectorBytes = 16;
/** Of a kept weight and task, as in `kernels/weightGradient.ts`. */
const weightBytes = 2 * vectorBytes;

/** A convolution or dense layer. `moments`: address for the moments of its output, 0 if nobody needs them. */
export function lowerConvolve(plan: Plan, node: number, input: number, moments: number): Lowered {
  const { graph, arena } = plan;
  const { name, layer } = graph.nodes[node]!;
  const geometry = geometryOf(graph, node);
  const weight = plan.parameter(`${name}.weight`);
  const bias = "bias" in layer && layer.bias ? plan.parameter(`${name}.bias`) : undefined;
  const [x, y, dy] = [plan.activation(input), plan.activation(node), plan.gradient(node)];
  const split = plan.split(node, input);
  const streams = plan.streams(node);
  const forward = placeForward(arena, geometry, streams.forward, x, weight.start);
  const transposed = placeTransposed(arena, geometry, streams, dy);
  arena.write(weight.copies, transposed.copies);
  const gradientSteps = weightSteps();

  return {
    node,
    forward: (training) => {
      const fields = {
        ...{ input: x.descriptor, output: y.descriptor, ...forward },
        ...{ ...forwardLoop(geometry), outputRows: 1, outputColumns: 1 },
        ...{ bias: bias?.values ?? 0, partials: training ? moments : 0 },
      };
      return [{ kernel: kernelFor(forward), descriptor: arena.place(describe("Convolution", fields)), split }];
    },
    backward: (pass) => [...(pass.weights ? [...biasSteps(), ...gradientSteps] : []), ...inputSteps(pass)],
  };

  /** The input's gradient, one phase of the stride after the other. */
  function inputSteps(pass: BackwardPass): Step[] {
    const target = pass.target(input);
    if (!target) return [];
    return transposed.phases
      .filter(({ size, pairs }) => size[0] * size[1] > 0 && (pairs > 0 || !target.accumulate))
      .map((phase) => {
        const { rowPointers, passes, first, size } = phase;
        const fields = {
          ...{ input: dy.descriptor, output: target.gradient.descriptor, rowPointers, passes },
          ...{ rows: size[0], columns: size[1], inputRows: 1, inputColumns: 1, blocksAsColumns: geometry.flat },
          ...{ firstRow: first[0], firstColumn: first[1] },
          ...{ outputRows: geometry.stride[0], outputColumns: geometry.stride[1], accumulate: target.accumulate },
        };
        return { kernel: kernelFor(phase), descriptor: arena.place(describe("Convolution", fields)), split };
      });
  }

  function weightSteps(): Step[] {
    const { count } = weight;
    if (count === 0) return [];
    const byBlocks = sumsByBlocks(plan.blocks, split, count);
    const fields = {
      ...{ input: x.descriptor, gradient: dy.descriptor, ...forward, ...forwardLoop(geometry) },
      ...{ partials: plan.scratch, kept: count, result: weight.gradients },
      ...{ blocksPerTask: byBlocks ? split.perTask : 0 },
    };
    const descriptor = arena.place(describe("WeightGradient", fields));
    return [
      byBlocks
        ? { kernel: "weightGradient", descriptor, split }
        : { kernel: "weightGradientByChannel", descriptor, split: over(geometry.outputs, channelTask) },
      { kernel: "sumWeightGradient", descriptor, split: over(count, 4096), deferred: true },
    ];
  }

  function biasSteps(): Step[] {
    if (!bias) return [];
    const sums = arena.reserve(plan.blocks * geometry.outputs * vectorBytes);
    const fields = { gradient: dy.descriptor, partials: sums, result: bias.gradients };
    const descriptor = arena.place(describe("Bias", fields));
    return [
      { kernel: "biasSums", descriptor, split },
      { kernel: "biasGradient", descriptor, split: over(geometry.outputs, channelTask), deferred: true },
    ];
  }
}

function kernelFor({ runs }: Stream): "convolve" | "convolveRuns" {
  return runs ? "convolveRuns" : "convolve";
}

/** Bytes of scratch that a layer's weight gradient needs. */
export function partialBytes(blocks: number, split: Split, kept: number): number {
  const sets = sumsByBlocks(blocks, split, kept) ? Math.ceil(blocks / split.perTask) : 1;
  return sets * kept * weightBytes;
}

/**
 * Partial sums by task of blocks keep a block's pixels in the cache. Where they would take too much memory, tasks take
 * output channels instead, go through the whole batch each and share one set of sums.
 */
function sumsByBlocks(blocks: number, split: Split, kept: number): boolean {
  return Math.ceil(blocks / split.perTask) * kept * weightBytes <= partialLimit;
}

function forwardLoop({ outputSize, stride, flat }: Geometry) {
  return {
    ...{ rows: outputSize[0], columns: outputSize[1], inputRows: stride[0], inputColumns: stride[1] },
    blocksAsColumns: flat,
  };
}
