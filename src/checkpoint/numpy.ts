import { elementTypes, nonZero } from "../core/inspect/elements";
import { CheckpointError } from "./checkpointError";
import type { CheckpointFormat, CheckpointTensor } from "./format";
import { type NpyHeader, readNpyHeader } from "./npyHeader";
import { blocksOf, type ByteSource } from "./source";
import { type ZipEntry, zipEntries } from "./zip";

/** A zip file of arrays. */
export const npz: CheckpointFormat = {
  title: "npz",
  extensions: [".npz"],
  assumes: "PyTorch",
  open: async (source) => {
    const entries = await zipEntries(source, (name) => name.endsWith(".npy"));
    return entries.map(arrayIn);
  },
};

/** One array, which has no name but the file's. */
export const npy: CheckpointFormat = {
  title: "npy",
  extensions: [".npy"],
  assumes: "PyTorch",
  open: (source, { stem }) => Promise.resolve([alone(source, stem)]),
};

/** numpy reads no longer header either. */
const mostHeaderBytes = 2 ** 16;

function arrayIn(entry: ZipEntry): CheckpointTensor {
  const name = entry.name.replace(/\.npy$/, "");
  const header = checked(readNpyHeader(entry.first(), name), entry.size, name);
  return { ...info(name, header), flags: () => flagsOf(entry.bytes(), header) };
}

function alone(source: ByteSource, name: string): CheckpointTensor {
  const first = source.read(0, Math.min(source.size, mostHeaderBytes));
  const header = checked(readNpyHeader(first), source.size);
  return { ...info(name, header), flags: () => flagsOf(blocksOf(source, 0, source.size, 1), header) };
}

function info(name: string, { shape, dtype, order }: NpyHeader) {
  return { name, shape, dtype, ...(order !== undefined && { order }) };
}

/** A header is believed only where it agrees with the number of bytes there are. */
function checked(header: NpyHeader, size: number, name?: string): NpyHeader {
  const { bytes, length, shape, dtype } = header;
  if (bytes === undefined || length + bytes === size) return header;
  throw new CheckpointError("npy.size", {
    ...(name !== undefined && { name }),
    ...{ shape: shape.join("×"), type: dtype, bytes: size - length },
  });
}

/** Passes over the header, and cuts what follows into whole numbers. */
async function* flagsOf(blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, header: NpyHeader) {
  const type = elementTypes.get(header.dtype)!;
  let skip = header.length;
  let rest = new Uint8Array(0);
  for await (const block of blocks) {
    const fresh = block.subarray(Math.min(skip, block.length));
    skip -= block.length - fresh.length;
    const bytes = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
    const whole = bytes.length - (bytes.length % type.width);
    rest = bytes.slice(whole);
    yield nonZero(bytes.subarray(0, whole), type, header.bigEndian);
  }
}
