// What is bundled from what: dist/ (what the VSIX holds), out/test (what the tests load) and out/bench.
import * as esbuild from "esbuild";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { placeDawn, thisPlatform } from "./dawn.mjs";
import { writeNotices } from "./notices.mjs";
import { sourcesHash } from "./setup.mjs";
import { root, StepError } from "./step.mjs";

/** Builds everything from nothing. */
export async function build() {
  // Taken first: a file that changes meanwhile makes the next run build again.
  const hash = sourcesHash();
  clear();
  await buildWasm();
  copyCodecs();
  copyGolden();
  placeDawn(thisPlatform);
  const built = await Promise.all(bundles().map((options) => esbuild.build(options))).catch(explain);
  writeNotices(
    built.flatMap(({ metafile }) => metafile ?? []),
    ["node_modules/webgpu"],
  );
  chmodSync(join(root, "dist", "cli.js"), 0o755);
  writeFileSync(join(root, "dist", ".sources"), hash);
}

/** Builds, then rebuilds each bundle when one of its sources changes, until stopped. */
export async function watch() {
  clear();
  await buildWasm();
  copyCodecs();
  copyGolden();
  placeDawn(thisPlatform);
  for (const options of bundles()) {
    const running = await esbuild.context({ ...options, minify: false, sourcemap: "inline", logLevel: "info" });
    await running.watch();
  }
  process.stdout.write("Watching for changes.\n");
}

// No stale file may survive: the packager takes all of dist, and Mocha loads every test file it finds in out/test.
function clear() {
  for (const folder of ["dist", "out/test", "out/bench"]) rmSync(join(root, folder), { recursive: true, force: true });
}

async function buildWasm() {
  const folder = join(root, "dist", "engine");
  mkdirSync(folder, { recursive: true });
  const script = join(root, "src", "engine", "sparse", "kernels", "build.mjs");
  const { buildKernels } = await import(pathToFileURL(script).href);
  await buildKernels(folder);
  for (const name of ["limits", "sparseprop"]) {
    await buildKernels(join(root, "out", "bench", name), join(root, "bench", "kernels", `${name}.ts`), ["relaxed"]);
  }
}

/** The decoders' modules, under the names that src/codec knows. */
function copyCodecs() {
  const folder = join(root, "dist", "codecs");
  mkdirSync(folder, { recursive: true });
  const library = join(root, "node_modules", "@jsquash");
  copyFileSync(join(library, "jpeg", "codec", "dec", "mozjpeg_dec.wasm"), join(folder, "jpeg.wasm"));
  copyFileSync(join(library, "png", "codec", "pkg", "squoosh_png_bg.wasm"), join(folder, "png.wasm"));
}

/** The training by which engines are tried. */
function copyGolden() {
  copyFileSync(join(root, "test", "golden", "train_resnet8_w4.json"), join(root, "dist", "golden.json"));
}

function bundles() {
  const node = { platform: "node", format: "cjs", target: "node20", external: ["vscode"] };
  const programs = {
    "dist/extension": "src/extension.ts",
    "dist/server": "src/server/main.ts",
    "dist/trainer": "src/trainer/main.ts",
    "dist/loader": "src/trainer/loaderThread.ts",
    "dist/engine/worker": "src/engine/sparse/worker.ts",
    "dist/hdf5": "h5wasm",
    "dist/webgpu/tfjs": "src/engine/tfjs/webgpuBundle.ts",
  };
  return [
    { ...shipped, ...node, entryPoints: entries(programs) },
    {
      ...shipped,
      ...node,
      entryPoints: entries({ "dist/cli": "src/cli/main.ts" }),
      banner: { js: "#!/usr/bin/env node" },
      plugins: [...shipped.plugins, apart("h5wasm", "./hdf5.js")],
    },
    {
      ...shipped,
      ...node,
      entryPoints: entries({ "dist/inspector": "src/inspector/main.ts" }),
      plugins: [...shipped.plugins, apart("h5wasm", "./hdf5.js")],
    },
    { ...shipped, platform: "browser", format: "iife", target: "es2022", entryPoints: entries(pages()) },
    { ...common, ...node, external: ["vscode", "mocha"], entryPoints: editorTests() },
    { ...common, ...node, entryPoints: entries({ "out/bench/sparseprop/worker": "src/engine/sparse/worker.ts" }) },
    {
      ...common,
      ...node,
      format: "esm",
      packages: "external",
      entryPoints: entries({
        "out/test/harness": "test/harness/main.ts",
        "out/bench/main": "bench/main.ts",
        "out/bench/runner": "bench/runner/main.ts",
        "out/bench/engine": "bench/engines/runner.ts",
      }),
      outExtension: { ".js": ".mjs" },
    },
  ];
}

const common = { absWorkingDir: root, bundle: true, outdir: ".", legalComments: "none", logLevel: "silent" };
const shipped = {
  ...common,
  minify: true,
  metafile: true,
  // Japanese stays as it is: escaped, it would take twice the space.
  charset: "utf8",
  // The same code as modules, of which only what is used is taken.
  plugins: [withoutEffects("typebox")],
  alias: { yaml: join(root, "node_modules", "yaml", "browser", "index.js") },
};

/** Marks a library whose modules only declare things, without saying so: those that nothing uses are left out. */
function withoutEffects(library) {
  const inside = join(root, "node_modules", library);
  return {
    name: "without-effects",
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path, pluginData, ...from }) => {
        const concerned = path === library || path.startsWith(`${library}/`) || from.importer.startsWith(inside);
        if (!concerned || pluginData === inside) return undefined;
        const { importer, resolveDir, kind } = from;
        return {
          ...(await build.resolve(path, { importer, resolveDir, kind, pluginData: inside })),
          sideEffects: false,
        };
      });
    },
  };
}

/** Leaves a large library in a bundle of its own, which is loaded when it is needed. */
function apart(library, bundle) {
  return {
    name: "apart",
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${library}$`) }, () => ({ path: bundle, external: true }));
    },
  };
}

/** One page per folder of webview/ with a main.ts; its styles come along by being imported there. */
function pages() {
  const folders = readdirSync(join(root, "webview")).filter((name) =>
    existsSync(join(root, "webview", name, "main.ts")),
  );
  return Object.fromEntries(folders.map((name) => [`dist/webview/${name}`, `webview/${name}/main.ts`]));
}

/** The suite and every *.test.ts beside it, each a file of its own that the suite finds again by name. */
function editorTests() {
  const files = readdirSync(join(root, "test", "editor", "suite"), { recursive: true }).map((name) =>
    name.split("\\").join("/"),
  );
  const wanted = files.filter((name) => name === "index.ts" || name.endsWith(".test.ts"));
  return wanted.map((name) => ({ in: `test/editor/suite/${name}`, out: `out/test/suite/${name.slice(0, -3)}` }));
}

function entries(table) {
  return Object.entries(table).map(([out, source]) => ({ in: source, out }));
}

// esbuild's message already names file, line and reason: a stack would add nothing.
function explain(error) {
  throw Array.isArray(error.errors) ? new StepError(error.message) : error;
}
