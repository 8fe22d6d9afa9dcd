/** Data sets of HDF5 files, which Keras keeps its weights in. Its kernels have the outputs last. */
import { elementTypes, nonZero } from "../core/inspect/elements";
import { CheckpointError } from "./checkpointError";
import type { CheckpointFormat, CheckpointTensor } from "./format";
import { type Hdf5Dataset, type Hdf5File, openHdf5 } from "./hdf5File";
import { blockBytes, type ByteSource, mostBytes } from "./source";
import { zipEntries } from "./zip";

export const hdf5: CheckpointFormat = {
  title: "HDF5",
  extensions: [".h5", ".hdf5"],
  assumes: "Keras",
  open: (source) => tensorsIn(source),
};

/** A zip file that holds an HDF5 file of weights as it is. */
export const keras: CheckpointFormat = {
  title: "Keras",
  extensions: [".keras"],
  open: async (source) => {
    const [entry] = await zipEntries(source, (name) => name === weightsEntry);
    if (entry === undefined) throw new CheckpointError("keras.none", { name: weightsEntry });
    if (entry.stored === undefined) {
      throw new CheckpointError("keras.packed", { name: weightsEntry });
    }
    const { start, end } = entry.stored;
    return tensorsIn({ size: end - start, read: (position, length) => source.read(start + position, length) });
  },
};

const weightsEntry = "model.weights.h5";

async function tensorsIn(source: ByteSource): Promise<CheckpointTensor[]> {
  const file = await openHdf5(source);
  try {
    const datasets = file.datasets();
    const bytes = datasets.reduce((total, { size, width }) => total + size * width, 0);
    if (bytes > mostBytes) {
      throw new CheckpointError("hdf5.large", { bytes, most: mostBytes });
    }
    return datasets.map((dataset) => tensorOf(source, dataset));
  } finally {
    file.close();
  }
}

function tensorOf(source: ByteSource, dataset: Hdf5Dataset): CheckpointTensor {
  const { path, shape, dtype } = dataset;
  const axes = { output: shape.length - 1, input: shape.length - 2 };
  return {
    ...{ name: path.replace(/^\/(model_weights\/)?/, ""), shape, dtype },
    ...(shape.length >= 2 && { axes }),
    async *flags() {
      const file = await openHdf5(source);
      try {
        yield* flagsOf(file, dataset);
      } finally {
        file.close();
      }
    },
  };
}

function* flagsOf(file: Hdf5File, dataset: Hdf5Dataset): Generator<Uint8Array> {
  const type = elementTypes.get(dataset.dtype)!;
  for (const { offset, count } of slabs(dataset)) {
    yield nonZero(file.read(dataset, offset, count), type, dataset.bigEndian);
  }
}

interface Slab {
  readonly offset: readonly number[];
  readonly count: readonly number[];
}

/** Cuts a data set into boxes of at most a block that follow one another in its order. */
export function* slabs({ shape, width, chunks }: Pick<Hdf5Dataset, "shape" | "width" | "chunks">): Generator<Slab> {
  const room = Math.floor(blockBytes / width);
  const below = (axis: number) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
  if (shape.length === 0 || shape.includes(0)) return;
  const axis = shape.findIndex((_, at) => below(at) <= room);
  const fitting = Math.max(1, Math.floor(room / below(axis)));
  const chunk = chunks?.[axis] ?? 1;
  // Whole chunks at once, so that each is unpacked once.
  const step = fitting > chunk ? fitting - (fitting % chunk) : fitting;
  const outer = shape.slice(0, axis);
  const rows = outer.reduce((product, extent) => product * extent, 1);
  for (let row = 0; row < rows; row++) {
    let rest = row;
    const before = outer.map(() => 0);
    for (let at = axis - 1; at >= 0; at--) {
      before[at] = rest % shape[at]!;
      rest = Math.floor(rest / shape[at]!);
    }
    for (let from = 0; from < shape[axis]!; from += step) {
      const inner = shape.slice(axis + 1);
      yield {
        offset: [...before, from, ...inner.map(() => 0)],
        count: [...before.map(() => 1), Math.min(step, shape[axis]! - from), ...inner],
      };
    }
  }
}
