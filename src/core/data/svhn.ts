/**
 * Street View House Numbers, cropped digits: MATLAB files with pixels X `[32, 32, 3, count]` and labels y `[count, 1]`,
 * both column by column; the digit 0 has the label 10.
 *
 * @see Netzer et al. 2011; http://ufldl.stanford.edu/housenumbers/
 */
import { DataError, byteCount, missingFile, startsOf } from "./dataError";
import type { DataFile, FileFormat, FileStart, Inflate, Split } from "./format";
import type { ImageSet } from "./images";
import { type MatVariable, matNumbers, matVariables } from "./mat";

const side = 32;
const plane = side * side;
const imageBytes = 3 * plane;

const title = "SVHN";
const source =
  "train_32x32.mat and test_32x32.mat (format 2) from http://ufldl.stanford.edu/housenumbers/ (sparse data fetch svhn)";

/** The `extra` images are not read: the usual training set of 73,257 does without them. */
const files: Readonly<Record<Split, DataFile>> = {
  train: { name: "train_32x32.mat", aliases: [], split: "train", bytes: 182_040_794, required: true },
  test: { name: "test_32x32.mat", aliases: [], split: "test", bytes: 64_275_384, required: true },
};

export const svhn: FileFormat = {
  title,
  shape: [3, side, side],
  classes: 10,
  classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  // The values in general use for the training images; the paper does not train on them.
  normalisation: { mean: [0.4377, 0.4438, 0.4728], std: [0.198, 0.201, 0.197] },
  cropPadding: "reflect",
  source,
  files: [files.train, files.test],
  count: (starts, split, inflate) => pixelsIn(starts.get(files[split].name), files[split], inflate).count,
  parse,
};

function parse(all: ReadonlyMap<string, Uint8Array>, split: Split, inflate: Inflate): ImageSet {
  const file = files[split];
  const { variables, pixels, count } = pixelsIn(startsOf(all).get(file.name), file, inflate);
  const labels = variables.find(({ name }) => name === "y");
  if (labels === undefined) throw damaged(file, "has no labels y");
  for (const { name, data, dataBytes } of [pixels, labels]) {
    if (data.length !== dataBytes) {
      throw damaged(file, `has ${byteCount(data.length)} of ${name}, but announces ${byteCount(dataBytes)}`);
    }
  }
  return {
    shape: [3, side, side],
    classes: 10,
    pixels: planes(pixels.data, count),
    labels: classNumbers(matNumbers(labels), count, file),
  };
}

/** Finds the pixels, whole or only begun, and says how many images they are. */
function pixelsIn(
  found: FileStart | undefined,
  file: DataFile,
  inflate: Inflate,
): { readonly variables: readonly MatVariable[]; readonly pixels: MatVariable; readonly count: number } {
  if (found === undefined) throw missingFile({ title, source }, file);
  const variables = variablesIn(found.start, file, inflate);
  const pixels = variables.find(({ name }) => name === "X");
  if (pixels === undefined) throw damaged(file, "has no pixels X of numbers");
  if (pixels.end > found.bytes) {
    throw damaged(
      file,
      `has ${byteCount(found.bytes)}, but its pixels X end at byte ${pixels.end.toLocaleString("en")}`,
    );
  }
  const { dimensions, type, dataBytes } = pixels;
  // MATLAB leaves out a last extent of 1.
  const [height, width, channels, count = 1, ...others] = dimensions;
  const fits = height === side && width === side && channels === 3 && count > 0 && others.length === 0;
  if (!fits || type !== "uint8" || dataBytes !== count * imageBytes) {
    throw damaged(
      file,
      `has pixels X of ${dimensions.join("×")} numbers (${type}), but ${title}'s are 32×32×3×count (uint8)`,
    );
  }
  return { variables, pixels, count };
}

function variablesIn(bytes: Uint8Array, file: DataFile, inflate: Inflate): MatVariable[] {
  try {
    return matVariables(bytes, inflate);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof RangeError) throw damaged(file, `${reason}, but ${title}'s is a MATLAB file of level 5`);
    throw damaged(file, `cannot be unzipped (${reason})`);
  }
}

/** `[row + 32·(column + 32·(channel + 3·image))]` → image, channel, row, column. */
function planes(columns: Uint8Array, count: number): Uint8Array {
  const pixels = new Uint8Array(count * imageBytes);
  for (let from = 0; from < columns.length; from += plane) {
    for (let column = 0; column < side; column++) {
      for (let row = 0; row < side; row++) pixels[from + row * side + column] = columns[from + row + side * column]!;
    }
  }
  return pixels;
}

function classNumbers(labels: Float64Array, count: number, file: DataFile): Uint16Array {
  if (labels.length !== count) throw damaged(file, `labels ${labels.length} images, but holds ${count}`);
  const wrong = labels.findIndex((label) => !(Number.isInteger(label) && label >= 1 && label <= 10));
  if (wrong < 0) return Uint16Array.from(labels, (label) => label % 10);
  throw damaged(
    file,
    `gives image ${wrong + 1} the label ${labels[wrong]!}, but ${title} has only 1 to 10 (10 stands for the digit 0)`,
  );
}

function damaged(file: DataFile, what: string): DataError {
  return new DataError(`${file.name} ${what}; get ${source} again.`);
}
