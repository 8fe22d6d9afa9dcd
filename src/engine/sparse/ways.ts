import type { Ways } from "../../core/training/engine";
import type { Geometry } from "./geometry";
import { pixelBytes } from "./tensors";

/**
 * How the kernels go through a layer, or through the gradient of its input (`kernels/convolution.ts`). All ways give
 * the same bits; which is the fastest depends on shapes, density and machine.
 */
export interface Way {
  /** Input channels of a pass: a multiple of `groupChannels`, or more than there are for a single pass. */
  readonly channels: number;
  /** Whether kept weights beside each other share the pixels they read; with `groupChannels` channels only. */
  readonly runs: boolean;
}

/** The ways of a convolution or dense layer. Its weight gradient goes along with the forward stream. */
export interface LayerWays {
  readonly forward: Way;
  readonly inputGradient: Way;
}

/** Of the layers that have been measured, by name. */
export type MeasuredWays = ReadonlyMap<string, LayerWays>;

/** Whether kept weights beside each other in a kernel row read pixels beside each other. */
export function hasRuns({ kernel, stride }: Geometry): boolean {
  return stride[1] === 1 && kernel[1] > 1;
}

/** Channels that a sum takes in before the next ones, in every way: passes are made of whole groups. */
export const groupChannels = 16;
/** Output pixels that a pass works on at a time, as in `kernels/convolution.ts`. */
const stripPixels = 32;
/** What a strip may read of its input: it shares the first-level cache, 32 KiB or more, with weights and outputs. */
const stripBytes = 32 * 1024;
/** Fewer kept weights a channel and pass do not pay for taking the sums out of memory and back. */
const fewestWeights = 6;
/** Share of kept weights from which runs pay as a rule, and from which they may. */
const runsFrom = 0.75;
const runsTriedFrom = 0.4;

const singlePass: Way = { channels: Infinity, runs: false };

/** For the run's events: "16 runs, 32" are the channels of a pass, forward and for the input's gradient. */
export function writeWays(ways: MeasuredWays): Ways {
  const text = ({ channels, runs }: Way): string => `${channels === Infinity ? "all" : channels}${runs ? " runs" : ""}`;
  return Object.fromEntries(
    [...ways].map(([name, { forward, inputGradient }]) => [name, `${text(forward)}, ${text(inputGradient)}`]),
  );
}

/** Layers whose words are not understood (a run of another version) are left out. */
export function readWays(ways: Ways): MeasuredWays {
  const read = new Map<string, LayerWays>();
  for (const [name, words] of Object.entries(ways)) {
    const [forward, inputGradient] = words.split(", ").map(readWay);
    if (forward && inputGradient) read.set(name, { forward, inputGradient });
  }
  return read;
}

function readWay(words: string): Way | undefined {
  const [, channels, runs] = /^(all|\d+)( runs)?$/.exec(words) ?? [];
  if (channels === undefined) return undefined;
  const way = { channels: channels === "all" ? Infinity : Number(channels), runs: runs !== undefined };
  const possible = way.runs ? way.channels === groupChannels : channels === "all" || way.channels % groupChannels === 0;
  return possible ? way : undefined;
}

/** One direction of a layer: what the kernel's loop sees. */
export interface Loop {
  /** Channels that are summed over, and channels that come out. */
  readonly inputs: number;
  readonly outputs: number;
  /** Bytes that a strip reads of one input channel. */
  readonly bytesPerChannel: number;
  /** `hasRuns` of its geometry. */
  readonly runs: boolean;
  /** A dense layer, which has one way only. */
  readonly flat: boolean;
}

export function forwardLoop(geometry: Geometry): Loop {
  const { inputs, outputs, kernel, stride, outputSize, flat } = geometry;
  const bytesPerChannel = bytesOf(outputSize[1], kernel, stride);
  return { inputs, outputs, bytesPerChannel, runs: hasRuns(geometry), flat };
}

export function inputGradientLoop(geometry: Geometry): Loop {
  const { inputs, outputs, kernel, stride, inputSize, flat } = geometry;
  const taps = [Math.ceil(kernel[0] / stride[0]), Math.ceil(kernel[1] / stride[1])] as const;
  const bytesPerChannel = bytesOf(Math.ceil(inputSize[1] / stride[1]), taps, [1, 1]);
  return { inputs: outputs, outputs: inputs, bytesPerChannel, runs: hasRuns(geometry), flat };
}

/**
 * The ways of a layer that nobody has measured.
 * @param density share of the layer's weights that is kept
 * @param kept how many that are
 */
export function usualWays(geometry: Geometry, density: number, kept: number): LayerWays {
  return {
    forward: usualWay(forwardLoop(geometry), density, kept),
    inputGradient: usualWay(inputGradientLoop(geometry), density, kept),
  };
}

function usualWay(loop: Loop, density: number, kept: number): Way {
  if (loop.runs && density >= runsFrom) return { channels: groupChannels, runs: true };
  const ways = passesOf(loop, kept);
  return ways.filter(({ channels }) => channels * loop.bytesPerChannel <= stripBytes).at(-1) ?? ways[0]!;
}

/** The usual way and its neighbours: what is worth measuring. */
export function waysToTry(loop: Loop, density: number, kept: number): readonly Way[] {
  const ways = passesOf(loop, kept);
  const usual = usualWay(loop, density, kept);
  const middle = Math.max(
    0,
    ways.findIndex(({ channels }) => channels === usual.channels),
  );
  const near = ways.slice(Math.max(0, middle - 1), middle + 2);
  const few: Way = { channels: groupChannels, runs: true };
  return loop.runs && density >= runsTriedFrom ? [few, ...near] : near;
}

/** Without runs, from many passes to a single one. */
function passesOf({ inputs, outputs, flat }: Loop, kept: number): readonly Way[] {
  const ways: Way[] = [];
  for (let channels = groupChannels; !flat && channels < inputs; channels *= 2) {
    if ((kept / outputs / inputs) * channels >= fewestWeights) ways.push({ channels, runs: false });
  }
  return [...ways, singlePass];
}

function bytesOf(columns: number, kernel: readonly [number, number], stride: readonly [number, number]): number {
  const width = Math.min(stripPixels, columns);
  const rows = Math.max(1, Math.floor(stripPixels / columns));
  return ((rows - 1) * stride[0] + kernel[0]) * ((width - 1) * stride[1] + kernel[1]) * pixelBytes;
}
