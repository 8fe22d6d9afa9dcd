/** Masks as pictures. The mask that is looked at is held as bits, so that only the first picture of it reads the file. */
import { statSync } from "node:fs";
import { CheckpointError } from "../checkpoint/checkpointError";
import { withCheckpoint } from "../checkpoint/open";
import { bitDifference, bitImage } from "../core/inspect/bitImage";
import { layersIn } from "../core/inspect/layers";
import { type MaskBits, bitsSize, maskBits } from "../core/inspect/maskBits";
import { maskDifference } from "../core/inspect/maskDifference";
import { type MaskImage, maskImage } from "../core/inspect/maskImage";
import { type Picture, type PicturePart, type PictureRequest, shareBytes } from "../core/inspect/picture";
import { wholeOf } from "../core/inspect/window";
import { type FileLayer, flagsOf, laidOver, pairsOf } from "./pairs";

export type Draw = (path: string, second: string | undefined, asked: PictureRequest) => Promise<Picture>;

type Images = Readonly<Partial<Record<PicturePart, MaskImage>>>;

interface Held {
  /** What it is of: the layer, and the files as they were. */
  readonly key: string;
  readonly first: MaskBits;
  readonly second: MaskBits | undefined;
}

/** @param mostHeld bytes of bits that are held of a mask; a larger one is read anew for every picture */
export function drawer(mostHeld = 2 ** 26): Draw {
  let held: Held | undefined;
  return async (path, second, asked) => {
    const key = JSON.stringify([asked.layer, ...[path, ...(second === undefined ? [] : [second])].map(stamp)]);
    if (held?.key === key) return pictureOf(asked, imagesOf(held, asked));
    held = undefined;
    return withLayer(path, second, asked.layer, async (layer, twin) => {
      if (bitsSize(layer.weight) > mostHeld) return pictureOf(asked, await readImages(layer, twin, asked));
      const bits = { first: await bitsOf(layer), second: twin && (await bitsOf(twin)) };
      held = { key, ...bits };
      return pictureOf(asked, imagesOf(bits, asked));
    });
  };
}

/** A file that has been written anew is another one. */
function stamp(path: string): string {
  const { mtimeMs, size } = statSync(path);
  return `${path} ${mtimeMs} ${size}`;
}

function withLayer<T>(
  path: string,
  second: string | undefined,
  name: string,
  use: (layer: FileLayer, twin: FileLayer | undefined) => Promise<T>,
): Promise<T> {
  return withCheckpoint(path, async ({ tensors }) => {
    const ours = layersIn(tensors);
    const layer = ours.find((one) => one.name === name);
    if (layer === undefined) throw new CheckpointError("layer.none", { name });
    if (second === undefined) return use(layer, undefined);
    return withCheckpoint(second, (other) => use(layer, pairsOf(ours, layersIn(other.tensors)).get(layer)));
  });
}

function bitsOf(layer: FileLayer): Promise<MaskBits> {
  return maskBits(layer.weight, flagsOf(layer));
}

function imagesOf({ first, second }: Omit<Held, "key">, asked: PictureRequest): Images {
  return second === undefined ? { kept: bitImage(first, asked) } : bitDifference(first, second, asked);
}

async function readImages(layer: FileLayer, twin: FileLayer | undefined, asked: PictureRequest): Promise<Images> {
  if (twin === undefined) return { kept: await maskImage(layer.weight, flagsOf(layer), asked) };
  const { weight, first, second } = laidOver(layer, twin);
  return (await maskDifference(weight, first, second, asked)).images;
}

function pictureOf({ layer, window }: PictureRequest, images: Images): Picture {
  const planes = (Object.keys(images) as PicturePart[]).map((part) => {
    return { part, shares: Buffer.from(shareBytes(images[part]!.shares)).toString("base64") };
  });
  const { width, height, rows, columns } = Object.values(images)[0]!;
  return { ...{ layer, width, height, rows, columns, planes }, window: window ?? wholeOf({ rows, columns }) };
}
