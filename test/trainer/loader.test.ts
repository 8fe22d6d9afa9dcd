import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { batchOrder } from "../../src/core/data/augment";
import { builtin, builtinImages } from "../../src/core/data/builtin";
import {
  type BatchRequest,
  type Loader,
  type LoaderImages,
  epochRequests,
  loadOnDemand,
} from "../../src/core/training/batches";
import { startLoader, withSharedPixels } from "../../src/trainer/loader";

const script = resolve("dist/loader.js");
const count = 53;
const images: LoaderImages = {
  train: withSharedPixels(builtinImages({ split: "train", seed: 1, count })),
  normalisation: builtin.normalisation,
};

function epoch(number: number, first = 0): Iterable<BatchRequest> {
  const all = Uint32Array.from({ length: count }, (_, index) => index);
  const augmentation = { augment: ["crop", "flip"], padding: "reflect", seed: 3, epoch: number } as const;
  return epochRequests(batchOrder(all, 3, number), 8, first, augmentation);
}

/** Of at most `limit` batches the labels and a digest of the images, whose numbers last until the next batch only. */
async function read(load: Loader, requests: Iterable<BatchRequest>, limit = Infinity) {
  const batches: { images: string; labels: number[] }[] = [];
  for await (const { images: pixels, labels } of load(requests)) {
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    batches.push({ images: createHash("sha256").update(bytes).digest("hex"), labels: [...labels] });
    if (batches.length === limit) break;
  }
  return batches;
}

async function withLoader(use: (load: Loader) => Promise<void>, of = images): Promise<void> {
  const { load, close } = startLoader(script, of, "dist/codecs");
  try {
    await use(load);
  } finally {
    await close();
  }
}

test("batches made on the thread are those made on demand, whole epochs and from the middle on", async () => {
  await withLoader(async (load) => {
    for (const [number, first] of [
      [0, 0],
      [1, 0],
      [2, 4],
      [3, 6],
    ] as const) {
      const batches = await read(load, epoch(number, first));
      // 53 images make six batches of 8 and one of 5.
      expect(batches.map(({ labels }) => labels.length)).toEqual([8, 8, 8, 8, 8, 8, 5].slice(first));
      expect(batches).toEqual(await read(loadOnDemand(images), epoch(number, first)));
    }
  });
});

test("a reader that leaves early leaves nothing behind for the next one", async () => {
  await withLoader(async (load) => {
    for (const limit of [1, 2, 6]) await read(load, epoch(0), limit);
    expect(await read(load, epoch(1))).toEqual(await read(loadOnDemand(images), epoch(1)));
  });
});

test("an epoch without batches has none", async () => {
  await withLoader(async (load) => {
    expect(await read(load, epoch(0, 7))).toEqual([]);
  });
});

test("an error on the thread reaches the reader with its message", async () => {
  const huge: LoaderImages = { ...images, train: { ...images.train, shape: [3, 2 ** 20, 2 ** 20] } };
  await withLoader(async (load) => {
    await expect(read(load, epoch(0))).rejects.toThrow(/^Invalid typed array length/);
  }, huge);
});

test("a thread that cannot start is an error for the reader", async () => {
  const { load, close } = startLoader(resolve("dist/nothing.js"), images, "dist/codecs");
  await expect(read(load, epoch(0))).rejects.toThrow(/^Cannot find module/);
  await close();
});

test("a closed loader leaves no thread behind, and its readers an error", async () => {
  const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
  const before = threads();
  const { load, close } = startLoader(script, images, "dist/codecs");
  await read(load, epoch(0), 1);
  expect(threads()).toBeGreaterThan(before);
  await close();
  expect(threads()).toBe(before);
  await expect(read(load, epoch(0))).rejects.toThrow("The thread that makes the batches has ended by itself.");
});
