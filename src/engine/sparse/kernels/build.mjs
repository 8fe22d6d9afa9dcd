/**
 * Compiles kernels twice from one source: `relaxed.wasm` (relaxed SIMD, fused multiply-add) and `simd128.wasm`.
 * Alone: `node src/engine/sparse/kernels/build.mjs dist/engine`.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import asc from "assemblyscript/asc";

const engine = fileURLToPath(new URL("index.ts", import.meta.url));
const builds = { relaxed: "simd,relaxed-simd,threads", simd128: "simd,threads" };

/**
 * @param {string} outDir folder the modules go to; made if need be
 * @param {string} source what they export
 * @param {string[]} names which of the two
 */
export async function buildKernels(outDir, source = engine, names = Object.keys(builds)) {
  await mkdir(outDir, { recursive: true });
  for (const name of names) {
    const { error, stderr } = await asc.main([
      source,
      ...["-O3", "--noAssert", "--runtime", "stub", "--use", "abort="],
      // The host's memory may be of any size up to what 32-bit addresses reach.
      ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
      ...["--enable", builds[name]],
      ...["--outFile", path.resolve(outDir, `${name}.wasm`)],
    ]);
    if (error) throw new Error(`The kernels do not compile: ${error.message}\n${stderr.toString()}`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(path.resolve(process.argv[1])).href) {
  await buildKernels(process.argv[2] ?? "dist/engine");
}
