import { posix } from "node:path";
import { imports } from "./imports";
import type { Source } from "./sources";

/** What a part of the program may import; the reasons stand in ARCHITECTURE.md. */
interface Ring {
  /** Its folder, or its only file. */
  readonly place: string;
  /** Rings of ours, besides itself. */
  readonly ours: readonly string[];
  /** Package names; `node:` stands for every module of Node. */
  readonly libraries: readonly string[];
}

/** Data from outside is checked field by field wherever it is read, by the same library everywhere. */
const schema = "typebox";

export const rings: Readonly<Record<string, Ring>> = {
  core: { place: "src/core", ours: [], libraries: [schema, "yaml"] },
  checkpoint: { place: "src/checkpoint", ours: ["core"], libraries: ["node:", "h5wasm", "yauzl", "yazl"] },
  codec: {
    place: "src/codec",
    ours: ["core"],
    libraries: ["node:", "@jsquash/jpeg", "@jsquash/png", "jpeg-js"],
  },
  report: { place: "src/report", ours: ["core"], libraries: ["d3-scale"] },
  // Of TensorFlow.js the types: its code is a bundle of its own, or is loaded where it is found.
  engine: {
    place: "src/engine",
    ours: ["core"],
    libraries: ["node:", "@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-webgpu"],
  },
  store: { place: "src/store", ours: ["core"], libraries: [schema, "node:", "env-paths", "tar", "undici"] },
  launch: { place: "src/launch", ours: ["core", "store"], libraries: [schema, "node:"] },
  install: { place: "src/install", ours: ["core", "store", "launch"], libraries: ["node:", "tar"] },
  server: {
    place: "src/server",
    ours: ["core", "store"],
    libraries: [schema, "node:", "vscode-languageserver", "vscode-languageserver-textdocument"],
  },
  trainer: { place: "src/trainer", ours: ["core", "codec", "engine", "store", "launch"], libraries: [schema, "node:"] },
  inspector: { place: "src/inspector", ours: ["core", "checkpoint"], libraries: ["node:"] },
  cli: {
    place: "src/cli",
    ours: ["core", "checkpoint", "codec", "engine", "report", "store", "launch", "manifest"],
    libraries: [schema, "node:", "commander", "cli-progress", "cli-table3"],
  },
  host: {
    place: "src/host",
    ours: ["core", "report", "store", "launch", "install"],
    libraries: [schema, "node:", "vscode", "vscode-languageclient"],
  },
  extension: { place: "src/extension.ts", ours: ["host", "store", "launch"], libraries: ["vscode"] },
  webview: {
    place: "webview",
    ours: ["core", "report"],
    libraries: ["chart.js", "chartjs-chart-error-bars", "chartjs-plugin-zoom", "@vscode/webview-ui-toolkit"],
  },
  bench: {
    place: "bench",
    ours: ["core", "engine", "store", "launch"],
    libraries: [schema, "node:", "cli-table3", "playwright-core"],
  },
  // For the version.
  manifest: { place: "package.json", ours: [], libraries: [] },
};

/** The ring a file belongs to, by its path in the project. */
export function ringOf(path: string): string | undefined {
  return Object.keys(rings).find((name) => {
    const place = rings[name]?.place;
    return path === place || path.startsWith(`${place ?? ""}/`);
  });
}

/** What is wrong with a file's imports, one sentence each. */
export function breaches({ path, text }: Source): readonly string[] {
  const ring = ringOf(path);
  const rules = ring === undefined ? undefined : rings[ring];
  if (ring === undefined || rules === undefined) return [`${path} belongs to no ring of the import table.`];
  return imports(path, text).flatMap(({ specifier, line }) => {
    const at = `${path}:${String(line)}`;
    if (specifier === undefined) return [`${at} imports a name that is computed, which cannot be checked.`];
    if (!specifier.startsWith(".")) {
      const library = libraryOf(specifier);
      return rules.libraries.includes(library) ? [] : [`${at}: ${ring} may not import "${specifier}".`];
    }
    const target = ringOf(posix.join(posix.dirname(path), specifier));
    if (target === undefined) return [`${at} imports "${specifier}", which belongs to no ring.`];
    return target === ring || rules.ours.includes(target) ? [] : [`${at}: ${ring} may not import ${target}.`];
  });
}

/** `@scope/name/sub` → `@scope/name`, `name/sub` → `name`, `node:fs` → `node:`. */
function libraryOf(specifier: string): string {
  if (specifier.startsWith("node:")) return "node:";
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
