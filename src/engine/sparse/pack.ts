import { elementOffsets, lanes, type Tensor } from "./tensors";

/** Copies examples in and out of a tensor's blocks of four. Values are `[count, elements of one example]`. */
export interface Packer {
  /** @param fill what stands in the last block's lanes that hold no example: zero, or again the last example. */
  write(values: Float32Array, count: number, fill: "zero" | "last"): void;
  read(count: number): Float32Array;
}

export function packer(memory: Float32Array, tensor: Tensor): Packer {
  const offsets = elementOffsets(tensor).map((bytes) => bytes / 4);
  const size = offsets.length;
  const start = (example: number): number =>
    (tensor.data + Math.floor(example / lanes) * tensor.blockStep) / 4 + (example % lanes);
  return {
    write: (values, count, fill) => {
      const padded = Math.ceil(count / lanes) * lanes;
      for (let example = 0; example < padded; example++) {
        const base = start(example);
        const from = Math.min(example, count - 1) * size;
        const present = example < count || fill === "last";
        for (let index = 0; index < size; index++) {
          memory[base + offsets[index]!] = present ? values[from + index]! : 0;
        }
      }
    },
    read: (count) => {
      const values = new Float32Array(count * size);
      for (let example = 0; example < count; example++) {
        const base = start(example);
        for (let index = 0; index < size; index++) values[example * size + index] = memory[base + offsets[index]!]!;
      }
      return values;
    },
  };
}
