/** Pictures from their files: JPEG by MozJPEG, PNG by Rust's image library, both as WebAssembly. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import createJpegModule from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import { decode as decodePng, initSync as openPng } from "@jsquash/png/codec/pkg/squoosh_png.js";
import { decode as decodeCmyk } from "jpeg-js";
import { DataError } from "../core/data/dataError";
import type { Decode } from "../core/data/images";
import type { Raster } from "../core/data/raster";

/** What the build calls the two modules. */
const jpegFile = "jpeg.wasm";
const pngFile = "png.wasm";

/**
 * Opens the decoders. What a file is, its first bytes say: ImageNet has a PNG file that is called JPEG.
 *
 * The bytes are Pillow's (`Image.open(…).convert("RGB")`), but for pictures in CMYK, which differ by up to 3: the
 * orientation that a camera noted is ignored, an alpha channel is dropped, grey becomes three equal channels.
 *
 * @param folder where the build puts the decoders' modules
 */
export async function imageDecoder(folder: string): Promise<Decode> {
  const jpeg = await jpegDecoder(new WebAssembly.Module(readFileSync(join(folder, jpegFile))));
  openPng(new WebAssembly.Module(readFileSync(join(folder, pngFile))));
  return (path) => {
    const bytes = contents(path);
    if (isJpeg(bytes)) return decoded(path, "JPEG", () => (components(bytes) === 4 ? cmyk(bytes) : jpeg(bytes)));
    if (isPng(bytes)) return decoded(path, "PNG", () => rgba(decodePng(bytes)));
    throw new DataError(`${path} is neither a JPEG nor a PNG file; replace or remove it.`);
  };
}

async function jpegDecoder(compiled: WebAssembly.Module): Promise<(bytes: Uint8Array) => Raster> {
  const said: string[] = [];
  const codec = await createJpegModule({
    noInitialRun: true,
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance);
      return instance.exports;
    },
    printErr: (text: string) => said.push(text),
  });
  return (bytes) => {
    said.length = 0;
    try {
      const raster = rgba(codec.decode(bytes, false));
      // Other complaints, such as of surplus bytes, leave the picture as it is.
      if (said.some((text) => text.startsWith("Premature end"))) throw new Error("it ends too early");
      return raster;
    } catch (error) {
      throw error instanceof Error ? error : new Error(said.at(-1) ?? "no reason is known");
    }
  };
}

/** Cyan, magenta, yellow and black, which MozJPEG does not turn into colours. */
function cmyk(bytes: Uint8Array): Raster {
  const { width, height, data } = decodeCmyk(bytes, { useTArray: true, formatAsRGBA: false });
  return { width, height, channels: 3, pixels: data };
}

function rgba(image: ImageData | null): Raster {
  if (image === null) throw new Error("no reason is known");
  const { width, height, data } = image;
  return { width, height, channels: 4, pixels: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

function contents(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new DataError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function decoded(path: string, kind: string, decode: () => Raster): Raster {
  try {
    return decode();
  } catch (error) {
    const reason = error instanceof Error && !error.message.includes("unwrap") ? ` (${error.message})` : "";
    throw new DataError(`${path} is a damaged ${kind} file${reason}; replace or remove it.`);
  }
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

function isPng(bytes: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte);
}

/** Colour components as the frame header of a JPEG file says; 0 where there is none. */
function components(bytes: Uint8Array): number {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    // Start of frame: C0 to CF without the tables C4 and CC and the reserved C8.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return bytes[at + 9]!;
    // Bytes that fill up to a marker have no length.
    at += marker === 0xff ? 1 : 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
  }
  return 0;
}
