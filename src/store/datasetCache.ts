/** Built-in images take a third of a millisecond each to draw; once drawn, they are kept. */
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { builtin, builtinImages, builtinLabels } from "../core/data/builtin";
import type { BuiltinRequest } from "../core/data/builtin";
import type { ImageSet } from "../core/data/images";
import { sizeOf } from "../core/model/graph";

/** Part of every file name: to be raised whenever the recipe's bytes change. */
const recipe = 1;

/** Images drawn before other work gets its turn. */
const atOnce = 100;

const imageBytes = sizeOf(builtin.shape);

/** Of pixels, after them in the file. */
const digestBytes = 32;

/**
 * Built-in images, from the cache where it holds them whole.
 *
 * @param cache   folder, made if needed; everything in it can be deleted at any time
 * @param onImage told how many images there are by now
 */
export async function cachedBuiltinImages(
  request: Omit<BuiltinRequest, "first">,
  cache: string,
  onImage: (done: number) => void,
): Promise<ImageSet> {
  const { split, seed, count } = request;
  const path = join(cache, `builtin-${recipe}-${split}-seed${seed}-${count}.bin`);
  const kept = await readPixels(path, count * imageBytes);
  const pixels = kept ?? (await drawPixels(request, onImage));
  if (kept === undefined) await keepPixels(path, pixels);
  onImage(count);
  return { shape: builtin.shape, classes: builtin.classes, pixels, labels: builtinLabels(0, count) };
}

async function drawPixels(
  request: Omit<BuiltinRequest, "first">,
  onImage: (done: number) => void,
): Promise<Uint8Array> {
  const pixels = new Uint8Array(request.count * imageBytes);
  for (let first = 0; first < request.count; first += atOnce) {
    const part = builtinImages({ ...request, first, count: Math.min(atOnce, request.count - first) });
    pixels.set(part.pixels, first * imageBytes);
    onImage(first + part.labels.length);
    await setImmediate();
  }
  return pixels;
}

/** Undefined where there is nothing, or nothing whole. */
async function readPixels(path: string, length: number): Promise<Uint8Array | undefined> {
  if (!existsSync(path)) return undefined;
  const file = await readFile(path);
  const pixels = new Uint8Array(file.buffer, file.byteOffset, Math.min(length, file.length));
  return file.length === length + digestBytes && digest(pixels).equals(file.subarray(length)) ? pixels : undefined;
}

/** Written beside and renamed: two runs that start together both leave a whole file. */
async function keepPixels(path: string, pixels: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, Buffer.concat([pixels, digest(pixels)]));
    await rename(part, path);
  } catch {
    // A full or read-only disk costs the next run a few seconds; it is no reason to fail this one.
    await rm(part, { force: true }).catch(() => undefined);
  }
}

function digest(pixels: Uint8Array): Buffer {
  return createHash("sha256").update(pixels).digest();
}
