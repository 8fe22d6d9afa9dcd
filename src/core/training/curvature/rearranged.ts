/** Layers that only select, average or reorder: linear maps, fixed by the input's shape or by where it is largest. */
import { sizeOf, type Shape, type Window } from "../../model/graph";
import { mapped, sumOf, type Dual, type Pass } from "./dual";

/** `to[i]` gets `factor[i]` times what is at `from[i]`. */
interface Links {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly factor: Float64Array;
}

/** Lets through what is positive, forwards and back. */
export function relu(input: Dual): Pass {
  const open = new Uint8Array(input.value.length);
  for (let at = 0; at < open.length; at++) open[at] = input.value[at]! > 0 ? 1 : 0;
  const gate = (values: Float32Array): Float32Array => {
    const passed = new Float32Array(values.length);
    for (let at = 0; at < passed.length; at++) passed[at] = values[at]! * open[at]!;
    return passed;
  };
  return { output: mapped(input, gate), backward: (gradient) => [mapped(gradient, gate)] };
}

/** The first of several equal maxima is the one, as in PyTorch; padding never is. */
export function maxPool(input: Dual, window: Window, from: Shape, to: Shape): Pass {
  const planes = input.value.length / sizeOf(from.slice(1));
  const { links } = windows(window, from, to);
  const [inSize, outSize] = [sizeOf(from.slice(1)), sizeOf(to.slice(1))];
  const chosen = new Int32Array(planes * outSize).fill(-1);
  for (let plane = 0; plane < planes; plane++) {
    for (let link = 0; link < links.from.length; link++) {
      const [place, at] = [plane * inSize + links.from[link]!, plane * outSize + links.to[link]!];
      if (chosen[at]! < 0 || input.value[place]! > input.value[chosen[at]!]!) chosen[at] = place;
    }
  }
  const size = input.value.length;
  const pick = (values: Float32Array) => Float32Array.from(chosen, (place) => values[place]!);
  const back = (values: Float32Array) => {
    const target = new Float32Array(size);
    chosen.forEach((place, at) => (target[place]! += values[at]!));
    return target;
  };
  return { output: mapped(input, pick), backward: (gradient) => [mapped(gradient, back)] };
}

/** @param countPadding whether padded zeros count in the mean */
export function avgPool(input: Dual, window: Window, countPadding: boolean, from: Shape, to: Shape): Pass {
  const { links, seen } = windows(window, from, to);
  const all = sizeOf(window.kernel);
  const factor = Float64Array.from(links.to, (place) => 1 / (countPadding ? all : seen[place]!));
  return linear(input, { ...links, factor }, sizeOf(from.slice(1)), sizeOf(to.slice(1)));
}

/** Channel by channel as it lies, or place by place. */
export function flatten(input: Dual, order: "chw" | "hwc", shape: Shape): Pass {
  if (order === "chw") return { output: input, backward: (gradient) => [gradient] };
  const size = sizeOf(shape);
  const places = size / shape[0];
  const to = Int32Array.from({ length: size }, (_, at) => (at % places) * shape[0] + Math.floor(at / places));
  const links = { from: Int32Array.from(to.keys()), to, factor: new Float64Array(size).fill(1) };
  return linear(input, links, size, size);
}

export function add(inputs: readonly Dual[]): Pass {
  return { output: sumOf(inputs), backward: (gradient) => inputs.map(() => gradient) };
}

/** The same map for every stretch of `inSize` numbers, to one of `outSize`. */
function linear(input: Dual, { from, to, factor }: Links, inSize: number, outSize: number): Pass {
  const stretches = input.value.length / inSize;
  const apply = (values: Float32Array, read: Int32Array, readSize: number, write: Int32Array, writeSize: number) => {
    const target = new Float32Array(stretches * writeSize);
    for (let stretch = 0; stretch < stretches; stretch++) {
      for (let link = 0; link < factor.length; link++) {
        target[stretch * writeSize + write[link]!]! += factor[link]! * values[stretch * readSize + read[link]!]!;
      }
    }
    return target;
  };
  return {
    output: mapped(input, (values) => apply(values, from, inSize, to, outSize)),
    backward: (gradient) => [mapped(gradient, (values) => apply(values, to, outSize, from, inSize))],
  };
}

/** Which places of a plane each window sees, row by row, and how many. */
function windows({ kernel, stride, padding }: Window, [, height, width]: Shape, [, rows, columns]: Shape) {
  const from: number[] = [];
  const to: number[] = [];
  const seen = new Int32Array(rows * columns);
  for (let place = 0; place < rows * columns; place++) {
    const top = Math.floor(place / columns) * stride[0] - padding.top;
    const left = (place % columns) * stride[1] - padding.left;
    for (let y = Math.max(0, top); y < Math.min(height, top + kernel[0]); y++) {
      for (let x = Math.max(0, left); x < Math.min(width, left + kernel[1]); x++) {
        from.push(y * width + x);
        to.push(place);
        seen[place]! += 1;
      }
    }
  }
  return { links: { from: Int32Array.from(from), to: Int32Array.from(to) }, seen };
}
