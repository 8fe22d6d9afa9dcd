/**
 * MNIST and Fashion-MNIST: IDX files, a big-endian header (two zero bytes, 0x08 for unsigned bytes, the number of
 * dimensions, then each extent as 32 bits) followed by the bytes themselves.
 *
 * @see LeCun, Cortes, Burges, http://yann.lecun.com/exdb/mnist/
 */
import { DataError, byteCount, missingFile, startsOf } from "./dataError";
import type { DataFile, FileFormat, FileStart, Split } from "./format";
import type { ImageSet } from "./images";

const side = 28;

export const mnist: FileFormat = idx({
  title: "MNIST",
  classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  normalisation: { mean: [0.1307], std: [0.3081] },
  source: "the four files of http://yann.lecun.com/exdb/mnist/ (sparse data fetch mnist)",
});

export const fashionMnist: FileFormat = idx({
  title: "Fashion-MNIST",
  classNames: [
    ...["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"],
    ...["Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
  ],
  normalisation: { mean: [0.286], std: [0.353] },
  source: "the four files from https://github.com/zalandoresearch/fashion-mnist (sparse data fetch fashion_mnist)",
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

  const itemsIn = ({ file, dimensions, itemBytes }: Part, found: FileStart | undefined): number => {
    if (found === undefined) throw missingFile(variant, file);
    const items = (found.bytes - headerBytes(dimensions)) / itemBytes;
    if (!(items > 0 && Number.isInteger(items))) {
      throw damaged(
        file,
        `has ${byteCount(found.bytes)} unzipped, but the ${variant.title} file has ${byteCount(file.bytes)}`,
      );
    }
    const words = new DataView(found.start.buffer, found.start.byteOffset, headerBytes(dimensions));
    const header = Array.from({ length: 1 + dimensions }, (_, at) => words.getUint32(4 * at));
    const expected = [0x800 + dimensions, items, ...(dimensions === 3 ? [side, side] : [])];
    if (header.join() === expected.join()) return items;
    throw damaged(
      file,
      `begins with the numbers ${header.join(", ")}, but with its size they must be ${expected.join(", ")}`,
    );
  };

  const count = (starts: ReadonlyMap<string, FileStart>, split: Split): number => {
    const { images, labels } = parts[split];
    const items = itemsIn(images, starts.get(images.file.name));
    const named = itemsIn(labels, starts.get(labels.file.name));
    if (items === named) return items;
    throw damaged(labels.file, `labels ${named} images, but ${images.file.name} holds ${items}`);
  };

  const body = (files: ReadonlyMap<string, Uint8Array>, { file, dimensions }: Part): Uint8Array =>
    files.get(file.name)!.subarray(headerBytes(dimensions));

  const parse = (files: ReadonlyMap<string, Uint8Array>, split: Split): ImageSet => {
    count(startsOf(files), split);
    const pixels = new Uint8Array(body(files, parts[split].images));
    const labels = Uint16Array.from(body(files, parts[split].labels));
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
    count,
    parse,
  };
}

function splitParts(split: Split, stem: string, count: number): { images: Part; labels: Part } {
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
