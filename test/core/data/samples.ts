/** Small files in the official layouts, with contents a test can recompute. */

/** CIFAR records: image i has `labels[i]` and pixel bytes (7·i + position) mod 256. */
export function cifarFile(labels: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    labels.flatMap((label, image) => [...label, ...Array.from({ length: 3072 }, (_, at) => cifarPixel(image, at))]),
  );
}

export function cifarPixel(image: number, position: number): number {
  return (7 * image + position) % 256;
}

/** IDX images of 28×28: the bytes count up through all images. */
export function idxImages(count: number): Uint8Array {
  const header = [0, 0, 8, 3, 0, 0, count >> 8, count & 255, 0, 0, 0, 28, 0, 0, 0, 28];
  return Uint8Array.from([...header, ...Array.from({ length: count * 784 }, (_, at) => at % 256)]);
}

export function idxLabels(labels: readonly number[]): Uint8Array {
  return Uint8Array.from([0, 0, 8, 1, 0, 0, labels.length >> 8, labels.length & 255, ...labels]);
}

export function mnistFiles(trainLabels: readonly number[], testLabels: readonly number[]): Map<string, Uint8Array> {
  return new Map([
    ["train-images-idx3-ubyte", idxImages(trainLabels.length)],
    ["train-labels-idx1-ubyte", idxLabels(trainLabels)],
    ["t10k-images-idx3-ubyte", idxImages(testLabels.length)],
    ["t10k-labels-idx1-ubyte", idxLabels(testLabels)],
  ]);
}
