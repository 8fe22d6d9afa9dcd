/** A tensor as a checkpoint file holds it, without its numbers. */
export interface TensorInfo {
  readonly name: string;
  readonly shape: readonly number[];
  /** A key of `elementTypes`. */
  readonly dtype: string;
  /** Where the output and the input units of a weight are; PyTorch's `[out, in, …]` unless it says otherwise. */
  readonly axes?: WeightAxes;
  /** `column`: the first index runs fastest, as Fortran has it. */
  readonly order?: "row" | "column";
}

/** Indices into a shape of two or more dimensions. */
export interface WeightAxes {
  readonly output: number;
  readonly input: number;
}

/** 1 for each number that is not zero, else 0, in the order of the file, in pieces of any length. */
export type Flags = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
