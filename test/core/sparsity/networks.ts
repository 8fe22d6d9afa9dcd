import fc from "fast-check";
import { graphBuilder, squareWindow } from "../../../src/core/model/build";
import type { Graph, Initial } from "../../../src/core/model/graph";

const initial: Initial = { weight: "kaiming_fan_in", bias: "zero" };

interface Convolution {
  readonly out: number;
  readonly kernel: number;
}

/** Convolutions one after another on 3×6×6, then dense layers behind a global pooling. */
export function network(convolutions: readonly Convolution[], dense: readonly number[] = []): Graph {
  const build = graphBuilder("test", [3, 6, 6]);
  for (const [index, { out, kernel }] of convolutions.entries()) {
    const window = squareWindow(kernel, 1, Math.floor(kernel / 2));
    build.append(`conv${index}`, { op: "conv2d", out, bias: false, initial, ...window });
  }
  build.append("pool", { op: "globalAvgPool" });
  for (const [index, out] of dense.entries()) build.append(`dense${index}`, { op: "dense", out, bias: true, initial });
  return build.finish();
}

/** Dense layers between these numbers of values. */
export function denseNetwork([input, ...outputs]: readonly number[]): Graph {
  const build = graphBuilder("test", [input!, 1, 1]);
  for (const [index, out] of outputs.entries())
    build.append(`dense${index}`, { op: "dense", out, bias: true, initial });
  return build.finish();
}

export function randomNetwork(): fc.Arbitrary<Graph> {
  const width = fc.integer({ min: 1, max: 60 });
  const convolution = fc.record({ out: width, kernel: fc.constantFrom(1, 2, 3, 5) });
  return fc
    .tuple(fc.array(convolution, { maxLength: 6 }), fc.array(width, { maxLength: 3 }))
    .filter(([convolutions, dense]) => convolutions.length + dense.length > 0)
    .map(([convolutions, dense]) => network(convolutions, dense));
}
