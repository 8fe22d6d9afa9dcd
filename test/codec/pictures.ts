import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Decode } from "../../src/core/data/images";
import type { Raster } from "../../src/core/data/raster";
import { imageDecoder } from "../../src/codec/decoder";

export const pictures = "test/golden/pictures";

interface Golden {
  readonly decoded: Readonly<
    Record<string, { width: number; height: number; sha256: string; pixels?: readonly number[] }>
  >;
  readonly centre: readonly { tall: boolean; size: number; sha256: string }[];
  readonly boxes: readonly {
    box: { left: number; top: number; width: number; height: number };
    size: number;
    flip: boolean;
    sha256: string;
  }[];
}

/** What Pillow makes of the pictures. */
export const pillow = JSON.parse(readFileSync(join(pictures, "pillow.json"), "utf8")) as Golden;

/** The decoders as built. */
export function decoder(): Promise<Decode> {
  return imageDecoder("dist/codecs");
}

/** Red, green and blue of a picture, plane by plane. */
export function planes({ width, height, channels, pixels }: Raster): Uint8Array {
  const size = width * height;
  return Uint8Array.from({ length: 3 * size }, (_, at) => pixels[(at % size) * channels + Math.floor(at / size)]!);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
