/** What was measured of this machine's speed, kept beside other programs' caches: it belongs to no workspace. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import envPaths from "env-paths";
import { readCalibration, type Calibration } from "../core/estimate/calibration";

/** What trains, and so what a measurement is of. */
export interface Trained {
  readonly threads: number;
  /** Version of the Node that trains: "20.20.2". */
  readonly node: string;
  /** Folder with the engine's kernels. */
  readonly kernels: string;
}

/** The file for so many threads on this Node; other numbers and versions have files of their own. */
export function calibrationFile({ threads, node }: Pick<Trained, "threads" | "node">, folder = cacheFolder()): string {
  return join(folder, "speed", `node-${node}-threads-${threads}.json`);
}

/** Writes what was measured, beside the old file and renames it. */
export async function writeCalibration(
  trained: Trained,
  measured: Pick<Calibration, "at" | "load" | "points">,
  file = calibrationFile(trained),
): Promise<void> {
  const { threads, node, kernels } = trained;
  const engine = { node, kernels: kernelsHash(kernels) };
  const calibration: Calibration = { version: 1, machine: machine(), engine, threads, ...measured };
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, `${JSON.stringify(calibration, null, 2)}\n`);
  await rename(part, file);
}

/**
 * Asks for the measurement; undefined where there is none, or one of another machine, engine or number of threads. The
 * file is read again only when it has changed, so it can be asked at any time.
 */
export function calibrationReader(trained: Trained, file = calibrationFile(trained)): () => Calibration | undefined {
  let known: { readonly stamp: string; readonly calibration: Calibration | undefined } | undefined;
  return () => {
    const stamp = stampOf(file);
    if (stamp === undefined) return undefined;
    if (known?.stamp !== stamp) known = { stamp, calibration: readFile(file, trained) };
    return known.calibration;
  };
}

function readFile(file: string, trained: Trained): Calibration | undefined {
  try {
    const found = readCalibration(JSON.parse(readFileSync(file, "utf8")));
    return found !== undefined && isOf(found, trained) ? found : undefined;
  } catch {
    // Whatever it is, it is no measurement: as good as none.
    return undefined;
  }
}

function isOf({ machine: measured, engine, threads }: Calibration, trained: Trained): boolean {
  const here = machine();
  return (
    measured.cpu === here.cpu &&
    measured.cores === here.cores &&
    engine.node === trained.node &&
    engine.kernels === kernelsHash(trained.kernels) &&
    threads === trained.threads
  );
}

/** A cache may be shared by machines. */
function machine(): Calibration["machine"] {
  const all = cpus();
  return { cpu: all[0]?.model.trim() ?? "unknown", cores: Math.max(1, all.length) };
}

/** Of all builds, since which of them runs depends on Node. */
function kernelsHash(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".wasm")) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

function stampOf(file: string): string | undefined {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs} ${size}`;
  } catch {
    return undefined;
  }
}

function cacheFolder(): string {
  return envPaths("sparse-explorer", { suffix: "" }).cache;
}
