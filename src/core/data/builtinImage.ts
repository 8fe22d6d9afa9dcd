import { box, length } from "./builtinShapes";
import type { Phase, SignedDistance } from "./builtinShapes";

const side = 32;
const plane = side * side;

/** Numbers every image draws before its noise. */
const layout = 128;

/** No shape reaches beyond this radius (squared, in its own coordinates), its soft edge included. */
const shapeReachSquared = 1.5 * 1.5;

/**
 * One image: background, waves, six distractors, the shape, two distractors that may cover parts of it, noise.
 *
 * @param key seed of the image's generator
 * @param out 3 · 32 · 32 bytes, plane by plane
 */
export function drawImage(key: number, distance: SignedDistance, out: Uint8Array): void {
  const next = mulberry32(key);
  const u = Float64Array.from({ length: layout }, () => next() / 4294967296);
  const canvas = new Float64Array(3 * plane);
  paintBackground(canvas, u);
  for (let distractor = 0; distractor < 6; distractor++) paintDistractor(canvas, u, distractor);
  paintShape(canvas, u, distance);
  for (let distractor = 6; distractor < 8; distractor++) paintDistractor(canvas, u, distractor);
  addNoise(canvas, next, out);
}

/** A gradient between two muted colours, with three coloured waves on it. */
function paintBackground(canvas: Float64Array, u: Float64Array): void {
  const from = [0, 1, 2].map((channel) => 0.45 * u[channel]!);
  const to = from.map((value, channel) => clip(value + 0.4 * (u[3 + channel]! - 0.5)));
  const angle = 2 * Math.PI * u[6]!;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const waves = [7, 13, 19].map((at) => ({
    cos: Math.cos(2 * Math.PI * u[at]!),
    sin: Math.sin(2 * Math.PI * u[at]!),
    frequency: 2 * Math.PI * (0.05 + 0.2 * u[at + 1]!),
    phase: 2 * Math.PI * u[at + 2]!,
    colour: [0, 1, 2].map((channel) => 2 * (u[at + 3 + channel]! - 0.5)),
  }));
  for (let pixel = 0; pixel < plane; pixel++) {
    const x = (pixel % side) + 0.5;
    const y = Math.floor(pixel / side) + 0.5;
    const share = clip(0.5 + ((x - 16) * cos + (y - 16) * sin) / 32);
    for (let channel = 0; channel < 3; channel++) {
      canvas[channel * plane + pixel] = from[channel]! * (1 - share) + to[channel]! * share;
    }
    for (const wave of waves) {
      const height = 0.08 * Math.sin(wave.frequency * (x * wave.cos + y * wave.sin) + wave.phase);
      for (let channel = 0; channel < 3; channel++) canvas[channel * plane + pixel]! += height * wave.colour[channel]!;
    }
  }
}

/** A line (even numbers) or a dot (odd ones). */
function paintDistractor(canvas: Float64Array, u: Float64Array, distractor: number): void {
  const at = 35 + 7 * distractor;
  const x0 = 32 * u[at]!;
  const y0 = 32 * u[at + 1]!;
  const colour = u.subarray(at + 2, at + 5);
  const [cos, sin] = [Math.cos(Math.PI * u[at + 5]!), Math.sin(Math.PI * u[at + 5]!)];
  const isLine = distractor % 2 === 0;
  const size = isLine ? 2 + 5 * u[at + 6]! : 1 + 1.5 * u[at + 6]!;
  // Beyond its half-length or radius a distractor has at most its half-width of 0.6 and a soft edge of 0.5.
  const reach = size + 2;
  const lastX = Math.min(side - 1, Math.ceil(x0 + reach));
  const lastY = Math.min(side - 1, Math.ceil(y0 + reach));
  for (let y = Math.max(0, Math.floor(y0 - reach)); y <= lastY; y++) {
    for (let x = Math.max(0, Math.floor(x0 - reach)); x <= lastX; x++) {
      const dx = x + 0.5 - x0;
      const dy = y + 0.5 - y0;
      const distance = isLine ? box(dx * cos + dy * sin, -dx * sin + dy * cos, size, 0.6) : length(dx, dy) - size;
      blend(canvas, y * side + x, colour, clip(0.5 - distance));
    }
  }
}

/** The shape that gives the image its class, in a colour brighter than the background's. */
function paintShape(canvas: Float64Array, u: Float64Array, distance: SignedDistance): void {
  const x0 = 16 + 4 * (2 * u[25]! - 1);
  const y0 = 16 + 4 * (2 * u[26]! - 1);
  const scale = 7.5 + 3.5 * u[27]!;
  const rotation = 0.6 * (2 * u[28]! - 1);
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  const aspect = 0.8 + 0.4 * u[29]!;
  const phase: Phase = [u[30]!, u[31]!];
  const colour = u.subarray(32, 35).map((value) => 0.5 + 0.5 * value);
  for (let pixel = 0; pixel < plane; pixel++) {
    const dx = (pixel % side) + 0.5 - x0;
    const dy = Math.floor(pixel / side) + 0.5 - y0;
    const across = ((dx * cos + dy * sin) / scale) * aspect;
    const down = (-dx * sin + dy * cos) / scale / aspect;
    if (across * across + down * down > shapeReachSquared) continue;
    blend(canvas, pixel, colour, clip(0.5 - distance(across, down, phase) * scale));
  }
}

/** Sums of four random bytes, nearly normal, of standard deviation a tenth; the draws run pixel by pixel (HWC). */
function addNoise(canvas: Float64Array, next: () => number, out: Uint8Array): void {
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const draw = next();
      const bytes = (draw & 255) + ((draw >>> 8) & 255) + ((draw >>> 16) & 255) + (draw >>> 24);
      const value = canvas[channel * plane + pixel]! + 0.1 * ((bytes - 510) / 147.8);
      out[channel * plane + pixel] = Math.floor(clip(value) * 255 + 0.5);
    }
  }
}

function blend(canvas: Float64Array, pixel: number, colour: Float64Array, share: number): void {
  if (share === 0) return;
  for (let channel = 0; channel < 3; channel++) {
    const at = channel * plane + pixel;
    canvas[at] = canvas[at]! * (1 - share) + colour[channel]! * share;
  }
}

function clip(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

/** Uniform unsigned 32-bit integers (Ettinger's mulberry32). */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
