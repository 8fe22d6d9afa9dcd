import { readFile } from "node:fs/promises";
import path from "node:path";
import { setFlagsFromString } from "node:v8";

/** Builds of the kernels: with fused multiply-add (relaxed SIMD), or without. */
export type ModuleName = "relaxed" | "simd128";

export const moduleNames: readonly ModuleName[] = ["relaxed", "simd128"];

export const moduleTitles: Readonly<Record<ModuleName, string>> = {
  relaxed: "relaxed SIMD",
  simd128: "plain SIMD",
};

/** A module whose only function is f32x4.relaxed_madd of three zeros: () → v128. */
const relaxedProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0],
  ...[65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11],
);

/** A module whose only function returns a splatted zero: () → v128. */
const simdProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/** Whether relaxed SIMD was there when this program started, without our doing. */
export const relaxedAtStart = WebAssembly.validate(relaxedProbe);

/** The builds that this runtime can run, the fastest first. */
export function runnableModules(): ModuleName[] {
  if (!WebAssembly.validate(simdProbe)) return [];
  // Node 20 has relaxed SIMD behind a flag. Later versions have it on and do not know the flag, and say so on stderr.
  if (!WebAssembly.validate(relaxedProbe)) setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(relaxedProbe) ? ["relaxed", "simd128"] : ["simd128"];
}

/**
 * Whether V8 can make 256-bit code of the kernels' 128-bit loops here (on CPUs with AVX2), behind a flag. It joins
 * neighbouring vectors and changes no bit of a result. V8 11 has no such flag, in V8 12 it gains nothing, and later
 * versions have not been tried: the kernels' loops run on V8 13 (Node 24) with it, as they are everywhere else.
 */
export function hasWideCode(): boolean {
  return process.arch === "x64" && process.versions.v8.startsWith("13.");
}

/** The compiled kernels from the folder `assets`. */
export async function loadModule(assets: string, name: ModuleName): Promise<WebAssembly.Module> {
  if (hasWideCode()) setFlagsFromString("--experimental-wasm-revectorize");
  return WebAssembly.compile(await readFile(path.join(assets, `${name}.wasm`)));
}
