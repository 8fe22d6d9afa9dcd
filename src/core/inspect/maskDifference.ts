/** Two masks of one shape: what both keep, and what only one of them does. */
import { FaultError } from "../fault/fault";
import { canvasFor, type Frame, type MaskImage } from "./maskImage";
import type { Flags, TensorInfo } from "./tensor";

export interface MaskOverlap {
  readonly counts: Readonly<Record<Part, number>>;
  /** Weights in all; what is in no part, neither keeps. */
  readonly size: number;
  /** Both kept / any kept (the Jaccard index), in [0, 1]; 1 where neither keeps anything. */
  readonly overlap: number;
}

export interface MaskDifference extends MaskOverlap {
  /** One picture a part, of the same cells: the share of each cell that is in it. */
  readonly images: Readonly<Record<Part, MaskImage>>;
}

export type Part = "both" | "onlyFirst" | "onlySecond";

/**
 * Compares two masks entry by entry.
 *
 * @param first, second in the same order, that of `weight`; cut into pieces as each likes
 * @throws RangeError as `maskOverlap` and `canvasFor` do
 */
export async function maskDifference(
  weight: TensorInfo,
  first: Flags,
  second: Flags,
  frame: Frame,
): Promise<MaskDifference> {
  const canvases = {
    both: canvasFor(weight, frame),
    onlyFirst: canvasFor(weight, frame),
    onlySecond: canvasFor(weight, frame),
  };
  const overlap = await maskOverlap(first, second, (part, entry) => {
    canvases[part].mark(entry);
  });
  const image = (part: Part): MaskImage => {
    const { width, height, rows, columns, shares } = canvases[part];
    return { width, height, rows, columns, shares: shares() };
  };
  return {
    ...overlap,
    images: { both: image("both"), onlyFirst: image("onlyFirst"), onlySecond: image("onlySecond") },
  };
}

/**
 * Counts what two masks have in common.
 *
 * @param onPart told of every entry that at least one keeps
 * @throws RangeError when one has more entries than the other
 */
export async function maskOverlap(
  first: Flags,
  second: Flags,
  onPart?: (part: Part, entry: number) => void,
): Promise<MaskOverlap> {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0 };
  let entry = 0;
  for await (const [one, other] of paired(first, second)) {
    for (let index = 0; index < one.length; index++, entry++) {
      const part = partOf(one[index] !== 0, other[index] !== 0);
      if (part === undefined) continue;
      counts[part]++;
      onPart?.(part, entry);
    }
  }
  const any = counts.both + counts.onlyFirst + counts.onlySecond;
  return { counts, size: entry, overlap: any === 0 ? 1 : counts.both / any };
}

function partOf(first: boolean, second: boolean): Part | undefined {
  if (first) return second ? "both" : "onlyFirst";
  return second ? "onlySecond" : undefined;
}

/** Pieces of the same length from both, whatever theirs are. */
async function* paired(first: Flags, second: Flags): AsyncGenerator<readonly [Uint8Array, Uint8Array]> {
  const others = piecesOf(second);
  let other = new Uint8Array(0);
  for await (const piece of first) {
    for (let done = 0; done < piece.length;) {
      while (other.length === 0) {
        const next = await others.next();
        if (next.done === true) throw new FaultError("masks.fewer");
        other = Uint8Array.from(next.value);
      }
      const count = Math.min(piece.length - done, other.length);
      yield [piece.subarray(done, done + count), other.subarray(0, count)];
      other = other.subarray(count);
      done += count;
    }
  }
  for (let rest = other; ;) {
    if (rest.length > 0) throw new FaultError("masks.more");
    const next = await others.next();
    if (next.done === true) return;
    rest = Uint8Array.from(next.value);
  }
}

async function* piecesOf(flags: Flags): AsyncGenerator<Uint8Array> {
  yield* flags;
}
