/**
 * The binary versions of CIFAR-10 and CIFAR-100: records of one or two label bytes and 3 · 32 · 32 pixel bytes,
 * red, green and blue plane by plane, rows from the top.
 *
 * @see Krizhevsky 2009; layout at https://www.cs.toronto.edu/~kriz/cifar.html
 */
import { DataError, byteCount, missingFile, startsOf } from "./dataError";
import type { DataFile, FileFormat, FileStart, Split } from "./format";
import type { ImageSet } from "./images";
import { cifar100Names } from "./cifar100Names";

const pixelBytes = 3 * 32 * 32;

const page = "the binary version from https://www.cs.toronto.edu/~kriz/cifar.html";

/** Five files of training images, of which the first is needed: a part of the data set is a data set too. */
export const cifar10: FileFormat = cifar({
  title: "CIFAR-10",
  source: `${page} (sparse data fetch cifar10)`,
  classNames: ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
  normalisation: { mean: [0.4914, 0.4822, 0.4465], std: [0.2023, 0.1994, 0.201] },
  cropPadding: "reflect",
  labelBytes: 1,
  files: [
    ...[1, 2, 3, 4, 5].map((number) => trainFile(`data_batch_${number}.bin`, 30_730_000, number === 1)),
    { name: "test_batch.bin", aliases: [], split: "test", bytes: 30_730_000, required: true },
  ],
});

/** The second label byte counts: the fine class. */
export const cifar100: FileFormat = cifar({
  title: "CIFAR-100",
  source: `${page} (sparse data fetch cifar100)`,
  classNames: cifar100Names,
  normalisation: { mean: [0.50708, 0.48655, 0.44092], std: [0.26733, 0.25644, 0.27615] },
  cropPadding: "zero",
  labelBytes: 2,
  files: [
    trainFile("train.bin", 153_700_000, true),
    { name: "test.bin", aliases: [], split: "test", bytes: 30_740_000, required: true },
  ],
});

/**
 * Images as one CIFAR-10 binary file.
 *
 * @throws RangeError unless the images are 3×32×32 in at most ten classes
 */
export function cifar10Bytes(set: ImageSet): Uint8Array {
  if (set.shape.join() !== "3,32,32" || set.classes > 10) {
    throw new RangeError(
      `CIFAR-10 files hold 3×32×32 images of ten classes, not ${set.shape.join("×")} of ${set.classes}.`,
    );
  }
  const bytes = new Uint8Array(set.labels.length * (1 + pixelBytes));
  for (const [index, label] of set.labels.entries()) {
    const at = index * (1 + pixelBytes);
    bytes[at] = label;
    bytes.set(set.pixels.subarray(index * pixelBytes, (index + 1) * pixelBytes), at + 1);
  }
  return bytes;
}

interface Variant extends Pick<
  FileFormat,
  "title" | "source" | "classNames" | "normalisation" | "cropPadding" | "files"
> {
  readonly labelBytes: number;
}

function cifar({ labelBytes, ...variant }: Variant): FileFormat {
  const recordBytes = labelBytes + pixelBytes;
  const classes = variant.classNames.length;
  const filesOf = (split: Split) => variant.files.filter((file) => file.split === split);

  const recordsIn = (file: DataFile, bytes: number | undefined): number => {
    if (bytes === undefined && file.required) throw missingFile(variant, file);
    if (bytes === undefined) return 0;
    if (bytes > 0 && bytes % recordBytes === 0) return bytes / recordBytes;
    throw new DataError(
      `${file.name} has ${byteCount(bytes)}, but the ${variant.title} file has ${byteCount(file.bytes)} ` +
        `(a shorter one must be a multiple of ${byteCount(recordBytes)}); get ${variant.source} again.`,
    );
  };

  const count = (starts: ReadonlyMap<string, FileStart>, split: Split): number => {
    const files = filesOf(split);
    // The first files of a data set are a smaller one; a gap is a download that went wrong.
    const end = files.map(({ name }) => starts.has(name)).lastIndexOf(true) + 1;
    const gap = files.slice(0, end).find(({ name }) => !starts.has(name));
    if (gap !== undefined) throw missingFile(variant, gap);
    return files.reduce((total, file) => total + recordsIn(file, starts.get(file.name)?.bytes), 0);
  };

  const parse = (files: ReadonlyMap<string, Uint8Array>, split: Split): ImageSet => {
    const total = count(startsOf(files), split);
    const pixels = new Uint8Array(total * pixelBytes);
    const labels = new Uint16Array(total);
    let image = 0;
    for (const { name } of filesOf(split)) {
      const bytes = files.get(name) ?? new Uint8Array();
      for (let at = 0; at < bytes.length; at += recordBytes, image++) {
        const label = bytes[at + labelBytes - 1]!;
        if (label >= classes) {
          throw new DataError(
            `${name} gives its image ${at / recordBytes + 1} the class number ${label}, but ${variant.title} has only ` +
              `0 to ${classes - 1}; get ${variant.source} again.`,
          );
        }
        labels[image] = label;
        pixels.set(bytes.subarray(at + labelBytes, at + recordBytes), image * pixelBytes);
      }
    }
    return { shape: [3, 32, 32], classes, pixels, labels };
  };

  return {
    ...variant,
    shape: [3, 32, 32],
    classes,
    count,
    parse,
  };
}

function trainFile(name: string, bytes: number, required: boolean): DataFile {
  return { name, aliases: [], split: "train", bytes, required };
}
