/** An HDF5 file in the HDF Group's library, compiled to WebAssembly: it asks for the bytes that it needs by position. */
import { randomUUID } from "node:crypto";
import type { ready } from "h5wasm";
import { CheckpointError } from "./checkpointError";
import { blockBytes, type ByteSource } from "./source";

export interface Hdf5Dataset {
  readonly path: string;
  readonly shape: readonly number[];
  /** A key of `elementTypes`, or another word where it holds no numbers. */
  readonly dtype: string;
  /** Numbers, and bytes of each. */
  readonly size: number;
  readonly width: number;
  readonly bigEndian: boolean;
  /** Extents of what is packed at once; undefined where nothing is. */
  readonly chunks: readonly number[] | undefined;
}

export interface Hdf5File {
  /** All data sets below the root. @throws CheckpointError where groups hold each other, or too much */
  datasets(): Hdf5Dataset[];
  /** The bytes of a box. */
  read(dataset: Hdf5Dataset, offset: readonly number[], count: readonly number[]): Uint8Array;
  close(): void;
}

type Module = Awaited<typeof ready>;

const deepest = 32;
const mostObjects = 100_000;
/** The library unpacks a chunk as a whole. */
const mostChunkBytes = 2 ** 28;

/** @throws CheckpointError when it is no HDF5 file */
export async function openHdf5(source: ByteSource): Promise<Hdf5File> {
  // 4 MB, which no other file needs.
  const library = await import("h5wasm");
  const module = await library.ready;
  const name = `/${randomUUID()}`;
  mount(module, name, source);
  const close = () => {
    module.FS.unlink(name);
  };
  const file = quietly(module, () => new library.File(name, "r"));
  if (file === undefined || file.file_id <= 0n) {
    close();
    throw new CheckpointError("hdf5.start");
  }
  return {
    datasets: () => quietly(module, () => datasetsOf(module, file.file_id)) ?? damaged(),
    read: (dataset, offset, count) =>
      quietly(module, () => readBox(module, file.file_id, dataset, offset, count)) ?? damaged(),
    close() {
      quietly(module, () => file.close());
      close();
    },
  };
}

function damaged(): never {
  throw new CheckpointError("hdf5.damaged");
}

/** A file in the library's memory whose bytes are read where it asks for them; it can open no other. */
function mount(module: Module, name: string, source: ByteSource): void {
  const { FS } = module;
  FS.writeFile(name, new Uint8Array(0));
  const node = FS.lookupPath(name, {}).node as unknown as MountedNode;
  const { node_ops, stream_ops } = node;
  node.node_ops = { ...node_ops, getattr: (of) => ({ ...node_ops.getattr(of), size: source.size }) };
  node.stream_ops = {
    ...stream_ops,
    llseek: (stream, offset, whence) => offset + (whence === 1 ? stream.position : whence === 2 ? source.size : 0),
    read(_, into, at, length, position) {
      const count = Math.max(0, Math.min(length, source.size - position));
      for (let done = 0; done < count; done += blockBytes) {
        into.set(source.read(position + done, Math.min(blockBytes, count - done)), at + done);
      }
      return count;
    },
  };
}

/** What Emscripten's file system has for a file; its types do not say so. */
interface MountedNode {
  node_ops: { getattr: (node: unknown) => object };
  stream_ops: {
    llseek: (stream: { readonly position: number }, offset: number, whence: number) => number;
    read: (stream: unknown, into: Uint8Array, at: number, length: number, position: number) => number;
  };
}

/**
 * Undefined where the library fails; what it says of it is a page of its own source, which helps nobody.
 * @throws CheckpointError as `work` does
 */
function quietly<T>(module: Module, work: () => T): T | undefined {
  try {
    module.activate_throwing_error_handler();
    return work();
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    return undefined;
  }
}

function datasetsOf(module: Module, file: bigint): Hdf5Dataset[] {
  const found: Hdf5Dataset[] = [];
  let objects = 0;
  const visit = (group: string, depth: number): void => {
    if (depth > deepest) throw new CheckpointError("hdf5.deep", { most: deepest });
    for (const name of module.get_names(file, group === "" ? "/" : group, false)) {
      if (++objects > mostObjects) throw new CheckpointError("hdf5.objects", { most: mostObjects });
      const path = `${group}/${name}`;
      const type = module.get_type(file, path);
      if (type === module.H5G_GROUP) visit(path, depth + 1);
      if (type === module.H5G_DATASET) found.push(datasetOf(path, module.get_dataset_metadata(file, path)));
    }
  };
  visit("", 0);
  return found;
}

function datasetOf(path: string, metadata: ReturnType<Module["get_dataset_metadata"]>): Hdf5Dataset {
  const { type, size: width, signed, littleEndian, total_size: size, chunks } = metadata;
  if (chunks !== null && chunks.reduce((product, extent) => product * extent, width) > mostChunkBytes) {
    throw new CheckpointError("hdf5.chunks", { name: path, most: mostChunkBytes });
  }
  // Classes of types: 0 whole numbers, 1 floats, 8 names for numbers, as truth values are.
  const letter = type === 1 ? "F" : type === 0 ? (signed ? "I" : "U") : undefined;
  const dtype = letter === undefined ? (type === 8 && width === 1 ? "BOOL" : "other") : `${letter}${8 * width}`;
  return {
    ...{ path, shape: metadata.shape ?? [], dtype, size, width },
    bigEndian: !littleEndian,
    chunks: chunks ?? undefined,
  };
}

function readBox(
  module: Module,
  file: bigint,
  { path, width }: Hdf5Dataset,
  offset: readonly number[],
  count: readonly number[],
): Uint8Array {
  const bytes = count.reduce((product, extent) => product * extent, width);
  const memory = module._malloc(bytes);
  try {
    const [counts, offsets] = [count.map(BigInt), offset.map(BigInt)];
    const strides = count.map(() => 1n);
    const status = module.get_dataset_data(file, path, counts, offsets, strides, BigInt(memory));
    if (status < 0) throw new CheckpointError("hdf5.dataset", { name: path });
    return module.HEAPU8.slice(memory, memory + bytes);
  } finally {
    module._free(memory);
  }
}
