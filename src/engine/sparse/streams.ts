import type { Arena } from "./arena";
import { phaseLength, tapOf, type Geometry } from "./geometry";
import { pixelBytes, type Tensor } from "./tensors";
import { groupChannels, hasRuns, type Way } from "./ways";

/**
 * A layer's kept weights as the kernels read them: pairs of a byte offset and a float32 value. They are sorted by pass,
 * by the channel they add to, by the group of channels they read, and then runs of three come first, runs of two next
 * and single weights last. A channel's sum is thus made in the same order however many groups a pass takes, and
 * whether or not runs are made use of.
 */
export interface Stream {
  /** Address of the row pointers: one or, with runs, three a channel and pass, and one for the end. */
  readonly rowPointers: number;
  readonly passes: number;
  readonly runs: boolean;
}

/** Kept weights in the order of a stream. */
export interface Order {
  /** Positions in the layer's tensor. */
  readonly positions: Uint32Array;
  /** Where in the order the positions stand, from the smallest to the largest. */
  readonly places: Uint32Array;
  /** Place of the first weight of each row pointer, and at last the number of weights. */
  readonly starts: Uint32Array;
  readonly passes: number;
  readonly runs: boolean;
}

/** A layer's weights in the order of its forward stream, and the way that its input's gradient goes. */
export interface LayerStreams {
  readonly forward: Order;
  readonly inputGradient: Way;
}

const pairBytes = 8;
const longestRun = 3;

/** Positions of the kept weights in the layer's tensor, ascending; without a mask all are kept. */
export function keptPositions(size: number, mask: Uint8Array | undefined): Uint32Array {
  const positions = new Uint32Array(size);
  let kept = 0;
  for (let position = 0; position < size; position++) {
    if (!mask || mask[position]) positions[kept++] = position;
  }
  return positions.slice(0, kept);
}

/** The forward stream's order: by output channel. `kept`: ascending positions. */
export function forwardOrder(geometry: Geometry, kept: Uint32Array, way: Way): Order {
  const { inputs, outputs, kernel } = geometry;
  const taps = kernel[0] * kernel[1];
  const layout = passLayout(geometry, inputs, way);
  const runs = runLengths(geometry, kept);
  const slots = kept.map((position, index) => {
    const filter = Math.floor(position / taps);
    const out = Math.floor(filter / inputs);
    return layout.slot(out, outputs, filter - out * inputs, runs[index]!);
  });
  const { order, starts } = sortBySlot(slots, layout.passes * outputs * layout.slots);
  const places = new Uint32Array(kept.length);
  order.forEach((index, place) => (places[index] = place));
  const positions = order.map((index) => kept[index]!);
  return { positions, places, starts: layout.pointers(starts), passes: layout.passes, runs: layout.runs };
}

/** Writes the forward stream: its pairs, in the given order, at the address `pairs`. */
export function placeForward(arena: Arena, geometry: Geometry, order: Order, input: Tensor, pairs: number): Stream {
  const { before, inputs } = geometry;
  const { positions, starts, passes, runs } = order;
  const offsets = perTap(geometry, (row, column) => {
    return (row - before[0]) * input.rowStep + (column - before[1]) * pixelBytes;
  });
  const words = new Uint32Array(2 * positions.length);
  for (let index = 0; index < positions.length; index++) {
    const filter = Math.floor(positions[index]! / offsets.length);
    const tap = positions[index]! - filter * offsets.length;
    words[2 * index] = offsets[tap]! + (filter % inputs) * input.channelStep;
  }
  arena.write(pairs, words);
  return { rowPointers: arena.place(starts.map((start) => pairs + start * pairBytes)), passes, runs };
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
 * @returns the phases, and for each weight of the forward stream the address of its copy
 */
export function placeTransposed(
  arena: Arena,
  geometry: Geometry,
  { forward, inputGradient }: LayerStreams,
  gradient: Tensor,
): { readonly phases: readonly TransposedPhase[]; readonly copies: Uint32Array } {
  const { inputs, outputs, stride } = geometry;
  const phaseOf = perTap(geometry, (row, column) => {
    return tapOf(geometry, 0, row).phase * stride[1] + tapOf(geometry, 1, column).phase;
  });
  const offsets = perTap(geometry, (row, column) => {
    return tapOf(geometry, 0, row).shift * gradient.rowStep + tapOf(geometry, 1, column).shift * pixelBytes;
  });
  const taps = offsets.length;
  const layout = passLayout(geometry, outputs, inputGradient);
  const perPhase = layout.passes * inputs * layout.slots;
  // Weights of a kernel row read pixels from right to left here: the last position comes first.
  const places = forward.places.slice().reverse();
  const falling = places.map((place) => forward.positions[place]!);
  const runs = runLengths(geometry, falling.slice().reverse()).reverse();
  const slots = falling.map((position, index) => {
    const filter = Math.floor(position / taps);
    const slot = layout.slot(filter % inputs, inputs, Math.floor(filter / inputs), runs[index]!);
    return phaseOf[position - filter * taps]! * perPhase + slot;
  });
  const { order, starts } = sortBySlot(slots, stride[0] * stride[1] * perPhase);

  const pairs = arena.reserve(falling.length * pairBytes);
  const words = new Uint32Array(2 * falling.length);
  const copies = new Uint32Array(falling.length);
  order.forEach((index, place) => {
    const position = falling[index]!;
    words[2 * place] = offsets[position % taps]! + Math.floor(position / (inputs * taps)) * gradient.channelStep;
    copies[places[index]!] = pairs + place * pairBytes + 4;
  });
  arena.write(pairs, words);

  const pointers = layout.pointers(starts).map((start) => pairs + start * pairBytes);
  const rowPointers = arena.place(pointers);
  const pointersPerPhase = (pointers.length - 1) / (stride[0] * stride[1]);
  const phases = Array.from({ length: stride[0] * stride[1] }, (_, phase): TransposedPhase => {
    const first = [Math.floor(phase / stride[1]), phase % stride[1]] as const;
    return {
      rowPointers: rowPointers + 4 * phase * pointersPerPhase,
      passes: layout.passes,
      runs: layout.runs,
      pairs: starts[(phase + 1) * perPhase]! - starts[phase * perPhase]!,
      first,
      size: [phaseLength(geometry, 0, first[0]), phaseLength(geometry, 1, first[1])],
    };
  });
  return { phases, copies };
}

/** How the channels that are summed over fall into passes, and the slots of one output channel in one pass. */
function passLayout(geometry: Geometry, channels: number, way: Way) {
  const { flat } = geometry;
  // A dense layer is one group: it has no strips, and so nothing to gain from passes.
  const group = flat ? channels : groupChannels;
  const groups = Math.ceil(channels / group);
  const groupsPerPass = Math.min(groups, Math.max(1, Math.floor(way.channels / group)));
  const slots = groupsPerPass * longestRun;
  const runs = way.runs && hasRuns(geometry);
  return {
    slots,
    runs,
    passes: Math.ceil(groups / groupsPerPass),
    /** Slot of a weight that adds to channel `to` of so many and reads channel `from`, in a run of that length. */
    slot: (to: number, of: number, from: number, run: number): number => {
      const inPass = Math.floor(from / group);
      const pass = Math.floor(inPass / groupsPerPass);
      return (pass * of + to) * slots + (inPass - pass * groupsPerPass) * longestRun + (longestRun - run);
    },
    /** Of the starts of all slots, those that the kernels need to know. */
    pointers: (starts: Uint32Array): Uint32Array => {
      return runs ? starts : starts.filter((_, slot) => slot % slots === 0);
    },
  };
}

/** Stable: indices sorted by slot, and where each slot starts, with the number of all at the end. */
function sortBySlot(slotOf: Uint32Array, slots: number): { readonly order: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(slots + 1);
  for (const slot of slotOf) starts[slot + 1]!++;
  for (let slot = 0; slot < slots; slot++) starts[slot + 1]! += starts[slot]!;
  const next = starts.slice();
  const order = new Uint32Array(slotOf.length);
  slotOf.forEach((slot, index) => (order[next[slot]!++] = index));
  return { order, starts };
}

/** For each of the ascending positions, how long the run is that it belongs to. */
function runLengths(geometry: Geometry, positions: Uint32Array): Uint8Array {
  const { kernel } = geometry;
  const lengths = new Uint8Array(positions.length).fill(1);
  if (!hasRuns(geometry)) return lengths;
  for (let index = 0; index < positions.length;) {
    const first = positions[index]!;
    const room = Math.min(longestRun, kernel[1] - (first % kernel[1]));
    let length = 1;
    while (length < room && positions[index + length] === first + length) length++;
    lengths.fill(length, index, index + length);
    index += length;
  }
  return lengths;
}

/** A number for each tap of the kernel, row by row. */
function perTap({ kernel }: Geometry, value: (row: number, column: number) => number): Int32Array {
  return Int32Array.from({ length: kernel[0] * kernel[1] }, (_, tap) =>
    value(Math.floor(tap / kernel[1]), tap % kernel[1]),
  );
}
