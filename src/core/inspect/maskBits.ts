/** A mask as bits, in one order whatever that of its file: rows are output units, columns inputs and kernel positions. */
import { columnOf, type Layout, layoutOf, rowOf } from "./layout";
import type { Flags, TensorInfo } from "./tensor";

export interface MaskBits {
  readonly rows: number;
  readonly columns: number;
  /** Words of 32 bits that a row has; those after the last column are 0. */
  readonly stride: number;
  /** Row by row, the lowest bit of a word first: 1 = kept. */
  readonly words: Uint32Array;
}

/** Memory that the bits of a weight take, in bytes. @throws RangeError as `layoutOf` does */
export function bitsSize(weight: TensorInfo): number {
  const { output, input, kernelSize } = layoutOf(weight);
  return 4 * output.extent * Math.ceil((input.extent * kernelSize) / 32);
}

/**
 * Reads a mask.
 *
 * @param kept as many as the shape says
 * @throws RangeError as `layoutOf` does
 */
export async function maskBits(weight: TensorInfo, kept: Flags): Promise<MaskBits> {
  const layout = layoutOf(weight);
  const [rows, columns] = [layout.output.extent, layout.input.extent * layout.kernelSize];
  const stride = Math.ceil(columns / 32);
  const words = new Uint32Array(rows * stride);
  const isPlain = isInOrder(weight);
  let entry = 0;
  for await (const flags of kept) {
    let [row, column] = [Math.floor(entry / columns), entry % columns];
    for (let index = 0; index < flags.length; index++, entry++) {
      if (flags[index] !== 0) {
        if (!isPlain) [row, column] = [rowOf(layout, entry), columnOf(layout, entry)];
        words[row * stride + (column >>> 5)]! |= 1 << (column & 31);
      }
      if (isPlain && ++column === columns) {
        column = 0;
        row++;
      }
    }
  }
  return { rows, columns, stride, words };
}

/** Whether entries stand in the file as in the bits: all of an output unit, input by input. */
export function isInOrder(weight: TensorInfo): boolean {
  const { output, input, kernel, kernelSize }: Layout = layoutOf(weight);
  const kernelInOrder = kernel.every(({ stride, extent }, axis) => {
    const faster = kernel.slice(axis + 1).reduce((product, other) => product * other.extent, 1);
    return extent === 1 || stride === faster;
  });
  const isOf = ({ extent, stride }: Layout["output"], wanted: number) => extent === 1 || stride === wanted;
  return kernelInOrder && isOf(input, kernelSize) && isOf(output, input.extent * kernelSize);
}

/** The mask in the order of the bits, a row at a time. */
export function* flagsOfBits({ rows, columns, stride, words }: MaskBits): Generator<Uint8Array> {
  for (let row = 0; row < rows; row++) {
    const from = row * stride;
    yield Uint8Array.from({ length: columns }, (_, column) => (words[from + (column >>> 5)]! >>> (column & 31)) & 1);
  }
}
