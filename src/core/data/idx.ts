/**
 * MNIST and Fashion-MNIST: IDX files, a big-endian header (two zero bytes, 0x08 for unsigned bytes, the number of
 * dimensions, then each extent as 32 bits) followed by the bytes themselves.
 *
 * @see LeCun, Cortes, Burges, http://yann.lecun.com/exdb/mnist/
 */
import { DataError, byteCount, missingFile, sizesOf } from "./dataError";
import type { DataFile, FileFormat } from "./format";
import type { ImageSet } from "./images";

const side = 28;

export const mnist: FileFormat = idx({
  title: "MNIST",
  classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  normalisation: { mean: [0.1307], std: [0.3081] },
  source: "the four files from http://yann.lecun.com/exdb/mnist/",
});

export const fashionMnist: FileFormat = idx({
  title: "Fashion-MNIST",
  classNames: [
    ...["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"],
    ...["Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
  ],
  normalisation: { mean: [0.286], std: [0.353] },
  source: "the four files from https://github.com/zalandoresearch/fashion-mnist",
});

type Variant = Pick<FileFormat, "title" | "classNames" | "normalisation" | "source">;

/** One of a split's two files: `itemBytes` of each image after a header of `dimensions` extents. */
interface Part {
  readonly file: DataFile;
  readonly dimensions: 1 | 3;
  readonly itemBytes: number;
}

function idx(variant: Variant): FileFormat {
  const classes = variant.classNames.length;
  const parts = { train: splitParts("train", "train", 60_000), test: splitParts("test", "t10k", 10_000) };

  const itemsIn = ({ file, dimensions, itemBytes }: Part, bytes: number | undefined): number => {
    if (bytes === undefined) throw missingFile(variant, file);
    const items = (bytes - headerBytes(dimensions)) / itemBytes;
    if (items > 0 && Number.isInteger(items)) return items;
    throw damaged(file, `has ${byteCount(bytes)} unzipped, but the ${variant.title} file has ${byteCount(file.bytes)}`);
  };

  const count = (sizes: ReadonlyMap<string, number>, split: DataFile["split"]): number => {
    const { images, labels } = parts[split];
    const items = itemsIn(images, sizes.get(images.file.name));
    const named = itemsIn(labels, sizes.get(labels.file.name));
    if (items === named) return items;
    throw damaged(labels.file, `labels ${named} images, but ${images.file.name} holds ${items}`);
  };

  const body = (files: ReadonlyMap<string, Uint8Array>, part: Part, items: number): Uint8Array => {
    const { file, dimensions } = part;
    const bytes = files.get(file.name)!;
    const words = new DataView(bytes.buffer, bytes.byteOffset, headerBytes(dimensions));
    const found = Array.from({ length: 1 + dimensions }, (_, at) => words.getUint32(4 * at));
    const expected = [0x800 + dimensions, items, ...(dimensions === 3 ? [side, side] : [])];
    if (found.join() === expected.join()) return bytes.subarray(headerBytes(dimensions));
    throw damaged(
      file,
      `begins with the numbers ${found.join(", ")}, but with its size they must be ${expected.join(", ")}`,
    );
  };

  const parse = (files: ReadonlyMap<string, Uint8Array>, split: DataFile["split"]): ImageSet => {
    const items = count(sizesOf(files), split);
    const pixels = new Uint8Array(body(files, parts[split].images, items));
    const labels = Uint16Array.from(body(files, parts[split].labels, items));
    const wrong = labels.findIndex((label) => label >= classes);
    if (wrong >= 0) {
      throw damaged(
        parts[split].labels.file,
        `gives image ${wrong + 1} the class number ${labels[wrong]!}, but ${variant.title} has only 0 to ${classes - 1}`,
      );
    }
    return { shape: [1, side, side], classes, pixels, labels };
  };

  const damaged = (file: DataFile, what: string) => new DataError(`${file.name} ${what}; get ${variant.source} again.`);

  return {
    ...variant,
    shape: [1, side, side],
    classes,
    cropPadding: "reflect",
    files: [parts.train.images, parts.train.labels, parts.test.images, parts.test.labels].map((part) => part.file),
    count: (sizes) => ({ train: count(sizes, "train"), test: count(sizes, "test") }),
    parse: (files) => ({ train: parse(files, "train"), test: parse(files, "test") }),
  };
}

function splitParts(split: DataFile["split"], stem: string, count: number): { images: Part; labels: Part } {
  const part = (content: string, dimensions: 1 | 3, itemBytes: number): Part => ({
    file: {
      name: `${stem}-${content}-idx${dimensions}-ubyte`,
      aliases: [`${stem}-${content}.idx${dimensions}-ubyte`],
      split,
      bytes: headerBytes(dimensions) + count * itemBytes,
      required: true,
    },
    dimensions,
    itemBytes,
  });
  return { images: part("images", 3, side * side), labels: part("labels", 1, 1) };
}

function headerBytes(dimensions: number): number {
  return 4 + 4 * dimensions;
}
