/**
 * Building layer graphs: one layer after another, each with its shape worked out as it is added. Presets and both
 * model readers come through here, so a graph is well formed by construction.
 */
import type { Graph, GraphNode, Layer, Padding, Shape, Window } from "./graph";
import type { ModelFault } from "./problems";

export interface GraphBuilder {
  readonly nodes: readonly GraphNode[];
  /** Index of the new node, or why this layer cannot stand there; `from` is the last node where it is left out. */
  append(name: string, layer: Layer, from?: readonly number[]): number | ModelFault;
  finish(): Graph;
}

/** A graph that so far holds only its input, node 0. */
export function graphBuilder(name: string, input: Shape, inputName = "input"): GraphBuilder {
  const nodes: GraphNode[] = [{ name: inputName, inputs: [], shape: input, layer: { op: "input" } }];
  const names = new Set([inputName]);
  return {
    nodes,
    append: (node, layer, from = [nodes.length - 1]) => {
      if (names.has(node)) return { code: "model-duplicate-name", args: { name: node } };
      const shape = outputShape(
        layer,
        from.map((index) => nodes[index]!.shape),
      );
      if ("code" in shape) return { ...shape, args: { ...shape.args, name: node } };
      names.add(node);
      nodes.push({ name: node, inputs: from, shape, layer });
      return nodes.length - 1;
    },
    finish: () => ({ name, classes: nodes.at(-1)!.shape[0], nodes }),
  };
}

/** The same padding of `pixels` on all four sides. */
export function evenPadding(pixels: number): Padding {
  return { top: pixels, bottom: pixels, left: pixels, right: pixels };
}

/** One padding around another. */
export function addedPadding(inner: Padding, outer: Padding): Padding {
  return {
    top: inner.top + outer.top,
    bottom: inner.bottom + outer.bottom,
    left: inner.left + outer.left,
    right: inner.right + outer.right,
  };
}

/** A square window, padded evenly. */
export function squareWindow(kernel: number, stride: number, padding: number): Window {
  return { kernel: [kernel, kernel], stride: [stride, stride], padding: evenPadding(padding) };
}

/**
 * Keras's `same`: the window fits ⌈extent / stride⌉ times, and an odd pixel of padding comes at the bottom and right.
 * With an even extent and stride 2, a 3×3 window so gets padding at the bottom and right only.
 */
export function samePadding(
  [, height, width]: Shape,
  [kernelHeight, kernelWidth]: readonly [number, number],
  [strideHeight, strideWidth]: readonly [number, number],
): Padding {
  const missing = (extent: number, kernel: number, stride: number): number =>
    Math.max((Math.ceil(extent / stride) - 1) * stride + kernel - extent, 0);
  const rows = missing(height, kernelHeight, strideHeight);
  const columns = missing(width, kernelWidth, strideWidth);
  const [top, left] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  return { top, bottom: rows - top, left, right: columns - left };
}

/**
 * Shape of a layer's output. Windows fit floor((extent + padding − kernel) / stride) + 1 times; there is no dilation
 * and no rounding up.
 */
export function outputShape(layer: Layer, inputs: readonly Shape[]): Shape | ModelFault {
  const [channels, height, width] = inputs[0]!;
  switch (layer.op) {
    case "input":
    case "batchNorm":
    case "relu":
    case "dropout":
      return [channels, height, width];
    case "conv2d":
      return windowed(layer, layer.out, inputs[0]!);
    case "maxPool":
    case "avgPool":
      return paddingFits(layer)
        ? windowed(layer, channels, inputs[0]!)
        : { code: "model-padding-too-large", args: { window: shapeText(layer.kernel) } };
    case "globalAvgPool":
      return [channels, 1, 1];
    case "flatten":
      return [channels * height * width, 1, 1];
    case "dense":
      if (height * width > 1) return { code: "model-needs-flat", args: { shape: shapeText(inputs[0]!) } };
      return [layer.out, 1, 1];
    case "add": {
      const other = inputs.find((shape) => shapeText(shape) !== shapeText(inputs[0]!));
      if (other === undefined) return inputs[0]!;
      return { code: "model-add-shapes", args: { first: shapeText(inputs[0]!), second: shapeText(other) } };
    }
  }
}

/** `3×32×32`. */
export function shapeText(shape: readonly number[]): string {
  return shape.join("×");
}

/** Whether every window of a pooling holds at least one pixel. */
function paddingFits({ kernel: [height, width], padding: { top, bottom, left, right } }: Window): boolean {
  return Math.max(top, bottom) < height && Math.max(left, right) < width;
}

function windowed({ kernel, stride, padding }: Window, out: number, input: Shape): Shape | ModelFault {
  const height = input[1] + padding.top + padding.bottom;
  const width = input[2] + padding.left + padding.right;
  if (height < kernel[0] || width < kernel[1]) {
    return { code: "model-window-too-large", args: { window: shapeText(kernel), input: shapeText([height, width]) } };
  }
  return [out, Math.floor((height - kernel[0]) / stride[0]) + 1, Math.floor((width - kernel[1]) / stride[1]) + 1];
}
