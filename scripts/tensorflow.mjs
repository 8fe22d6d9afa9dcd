// Real TensorFlow for the tests, where Python and a C++ compiler are there: the addon of @tensorflow/tfjs-node, built
// against the C library inside TensorFlow's Python package. What npm alone would install comes from servers beside the
// registry, and is four years older. Runs by itself too: node scripts/tensorflow.mjs [folder].
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { note, onPath } from "./machine.mjs";
import { npmInstall } from "./setup.mjs";
import { main, quietly, step, StepError } from "./step.mjs";

const versions = { tfjs: "4.22.0", tensorflow: "2.21.0", headers: "1.9.0" };

/** Builds it once for all projects of this user, or says in one line why the tests do without. */
export async function ensureTensorFlow() {
  const { default: envPaths } = await import("env-paths");
  const cache = envPaths("sparse-explorer", { suffix: "" }).cache;
  const folder = join(cache, `tensorflow-${versions.tensorflow}-tfjs-${versions.tfjs}`);
  const missing = existsSync(folder) ? undefined : await build(folder).catch(reason);
  if (missing !== undefined) process.stdout.write(`The tests on real TensorFlow are skipped: ${missing}\n`);
  note({ tensorflow: missing === undefined ? folder : undefined });
}

/** @returns why it cannot be done here, if it cannot */
async function build(folder) {
  if (process.platform !== "linux" || process.arch !== "x64") return "they are built on Linux x64 only.";
  const tools = ["python3", "g++"].filter((name) => onPath(name) === undefined);
  if (tools.length > 0) return `${tools.join(" and ")} cannot be found.`;
  const pip = await quietly("python3", ["-m", "pip", "--version"]).catch(() => undefined);
  if (pip === undefined) return "python3 has no pip.";
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  try {
    await step(`Building TensorFlow ${versions.tensorflow} for Node (once, 1 GB to download and keep)`, () =>
      make(work),
    );
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return undefined;
}

async function make(folder) {
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const packages = [`@tensorflow/tfjs-node@${versions.tfjs}`, `node-api-headers@${versions.headers}`];
  await npmInstall(folder, ["install", "--no-save", "--ignore-scripts", ...packages], "");
  await quietly("python3", [
    ...["-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--disable-pip-version-check"],
    // One build for every Python: only the C library in it is used.
    ...["--only-binary=:all:", "--platform=manylinux_2_27_x86_64", "--python-version=3.11", "--implementation=cp"],
    ...[`--target=${join(folder, "python")}`, `tensorflow-cpu==${versions.tensorflow}`],
  ]);
  await compile(folder);
  keepLibraries(folder);
}

async function compile(folder) {
  const binding = join(folder, "node_modules", "@tensorflow", "tfjs-node");
  const tensorflow = join(folder, "python", "tensorflow");
  const addon = join(binding, "lib", "napi-v8");
  mkdirSync(addon, { recursive: true });
  const includes = [join(tensorflow, "include"), join(folder, "node_modules", "node-api-headers", "include")];
  const sources = readdirSync(join(binding, "binding")).filter((name) => name.endsWith(".cc"));
  await quietly("g++", [
    ...["-shared", "-fPIC", "-O2", "-std=c++17", "-DNAPI_VERSION=8", ...includes.map((path) => `-I${path}`)],
    ...sources.map((name) => join(binding, "binding", name)),
    ...[`-L${tensorflow}`, "-l:libtensorflow_cc.so.2", "-l:libtensorflow_framework.so.2"],
    // From the addon to the libraries: the folder is moved when all is done.
    ...["-Wl,-rpath,$ORIGIN/../../../../../python/tensorflow", "-o", join(addon, "tfjs_binding.node")],
  ]);
}

/** Leaves nothing of the Python package but its libraries. */
function keepLibraries(folder) {
  const python = join(folder, "python");
  for (const name of readdirSync(python)) {
    if (name !== "tensorflow") rmSync(join(python, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(join(python, "tensorflow"))) {
    if (!name.startsWith("libtensorflow")) rmSync(join(python, "tensorflow", name), { recursive: true, force: true });
  }
}

function reason(error) {
  if (error instanceof StepError) return error.message.split("\n").filter(Boolean).slice(0, 2).join(" ");
  throw error;
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? "")).href) {
  await main(async () => {
    await ensureTensorFlow();
  });
}
