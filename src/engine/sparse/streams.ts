import type { Arena } from "./arena";
import { phaseLength, tapOf, type Geometry } from "./geometry";
import { pixelBytes, type Tensor } from "./tensors";

/**
 * A layer's kept weights as the kernels read them: pairs of a byte offset and a float32 value, sorted by the channel
 * they add to, with the address of each channel's first pair.
 */
export interface Stream {
  /** Address of the row pointers, one a channel and one for the end. */
  readonly rowPointers: number;
}

const pairBytes = 8;

/** Positions of the kept weights in the layer's tensor, ascending; without a mask all are kept. */
export function keptPositions(size: number, mask: Uint8Array | undefined): Uint32Array {
  const positions = new Uint32Array(size);
  let kept = 0;
  for (let position = 0; position < size; position++) {
    if (!mask || mask[position]) positions[kept++] = position;
  }
  return positions.slice(0, kept);
}

/** The forward stream, by output channel, in the order of `positions`, its pairs at the address `pairs`. */
export function placeForward(
  arena: Arena,
  geometry: Geometry,
  positions: Uint32Array,
  input: Tensor,
  pairs: number,
): Stream {
  const { before, inputs, outputs } = geometry;
  const offsets = perTap(geometry, (row, column) => {
    return (row - before[0]) * input.rowStep + (column - before[1]) * pixelBytes;
  });
  const words = new Uint32Array(2 * positions.length);
  const counts = new Uint32Array(outputs + 1);
  for (let index = 0; index < positions.length; index++) {
    const filter = Math.floor(positions[index]! / offsets.length);
    const tap = positions[index]! - filter * offsets.length;
    const out = Math.floor(filter / inputs);
    counts[out + 1]!++;
    words[2 * index] = offsets[tap]! + (filter - out * inputs) * input.channelStep;
  }
  arena.write(pairs, words);
  return { rowPointers: arena.place(pointers(counts, pairs)) };
}

/** One stride's phase of the input's gradient: the pixels it writes and the stream that does it. */
export interface TransposedPhase extends Stream {
  readonly first: readonly [number, number];
  readonly size: readonly [number, number];
  /** How many pairs the stream has. */
  readonly pairs: number;
}

/**
 * The transposed streams, by input channel over the output's gradient, one for each phase of the stride.
 * @returns the phases, and for each position the address of its weight in them
 */
export function placeTransposed(
  arena: Arena,
  geometry: Geometry,
  positions: Uint32Array,
  gradient: Tensor,
): { readonly phases: readonly TransposedPhase[]; readonly copies: Uint32Array } {
  const { inputs, stride } = geometry;
  // A slot is one input channel of one phase.
  const slots = perTap(geometry, (row, column) => {
    return (tapOf(geometry, 0, row).phase * stride[1] + tapOf(geometry, 1, column).phase) * inputs;
  });
  const offsets = perTap(geometry, (row, column) => {
    return tapOf(geometry, 0, row).shift * gradient.rowStep + tapOf(geometry, 1, column).shift * pixelBytes;
  });
  const slotOf = (position: number): number => {
    const filter = Math.floor(position / slots.length);
    return slots[position - filter * slots.length]! + (filter % inputs);
  };
  const counts = new Uint32Array(stride[0] * stride[1] * inputs + 1);
  for (const position of positions) counts[slotOf(position) + 1]!++;
  const pairs = arena.reserve(positions.length * pairBytes);
  const starts = pointers(counts, pairs);
  const rowPointers = arena.place(starts);

  const next = starts.slice();
  const words = new Uint32Array(2 * positions.length);
  const copies = new Uint32Array(positions.length);
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index]!;
    const slot = slotOf(position);
    const address = next[slot]!;
    next[slot] = address + pairBytes;
    const out = Math.floor(position / (inputs * offsets.length));
    words[(address - pairs) / 4] = offsets[position % offsets.length]! + out * gradient.channelStep;
    copies[index] = address + 4;
  }
  arena.write(pairs, words);

  const phases = Array.from({ length: stride[0] * stride[1] }, (_, phase): TransposedPhase => {
    const first = [Math.floor(phase / stride[1]), phase % stride[1]] as const;
    return {
      rowPointers: rowPointers + 4 * phase * inputs,
      pairs: (starts[(phase + 1) * inputs]! - starts[phase * inputs]!) / pairBytes,
      first,
      size: [phaseLength(geometry, 0, first[0]), phaseLength(geometry, 1, first[1])],
    };
  });
  return { phases, copies };
}

/** A number for each tap of the kernel, row by row. */
function perTap({ kernel }: Geometry, value: (row: number, column: number) => number): Int32Array {
  return Int32Array.from({ length: kernel[0] * kernel[1] }, (_, tap) =>
    value(Math.floor(tap / kernel[1]), tap % kernel[1]),
  );
}

/** Addresses from counts, of which `counts[c + 1]` are the pairs of channel c. */
function pointers(counts: Uint32Array, pairs: number): Uint32Array {
  let address = pairs;
  return counts.map((count) => (address += count * pairBytes));
}
