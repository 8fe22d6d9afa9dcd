/**
 * The training process. `trainer.js run FOLDER` trains one run; `trainer.js queue ROOT` trains what waits, each run in
 * a process of its own, so that one that dies takes nothing with it. `trainer.js calibrate` measures how fast training
 * is, prints how far it is as lines of JSON, and keeps what it finds for estimates.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sparseEngine } from "../engine/sparse/engine";
import { type ModuleName, moduleNames } from "../engine/sparse/module";
import { drain } from "../launch/queue";
import { writeCalibration } from "../store/calibration";
import { stopFile } from "../store/root";
import { calibrate } from "./calibrate";
import { type DeviceRecord, trainRun } from "./trainRun";

const usage = "usage: trainer.js (run FOLDER [--threads N] | queue ROOT | calibrate [--threads N])";

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { threads: { type: "string" } } });
  const [task, folder] = positionals;
  const now = (): number => Date.now();
  if (task === "queue" && folder !== undefined) {
    await drain(folder, { node: process.execPath, trainer: __filename }, now);
    return 0;
  }
  const threads = Number(values.threads ?? availableParallelism());
  const assets = join(__dirname, "engine");
  if (task === "calibrate" && folder === undefined) {
    await measureSpeed(assets, threads);
    return 0;
  }
  if (task === "run" && folder !== undefined) {
    // A signal asks for what a stop file asks for; the default would lose what came after the last checkpoint.
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        writeFileSync(join(folder, stopFile), "");
      });
    }
    const outcome = await trainRun({
      folder,
      threads,
      now,
      loader: join(__dirname, "loader.js"),
      codecs: join(__dirname, "codecs"),
      engine: (device) => sparseEngine({ assets, ...moduleOf(device) }),
    });
    return outcome === "ended" ? 0 : 1;
  }
  console.error(usage);
  return 2;
}

async function measureSpeed(assets: string, threads: number): Promise<void> {
  const [load = 0] = loadavg();
  const measuring = calibrate({ engine: sparseEngine({ assets }), threads, now: () => performance.now() });
  for (let step = await measuring.next(); ; step = await measuring.next()) {
    if (step.done !== true) process.stdout.write(`${JSON.stringify(step.value)}\n`);
    else {
      const trained = { threads, node: process.versions.node, kernels: assets };
      await writeCalibration(trained, { at: Date.now(), load, points: step.value });
      return;
    }
  }
}

/** A resumed run goes on with the build of the kernels that it started with. */
function moduleOf(device: DeviceRecord | undefined): { module?: ModuleName } {
  const module = moduleNames.find((name) => name === device?.module);
  return module === undefined ? {} : { module };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
