/**
 * The training process. `trainer.js run FOLDER` trains one run; `trainer.js queue ROOT` trains what waits, each run in
 * a process of its own, so that one that dies takes nothing with it. `trainer.js try ENGINE` tries an engine and
 * `trainer.js verify ENGINE FILE` replays a golden file on it; both print what came of it as JSON. `trainer.js calibrate` measures how fast training is, prints how far it is as lines of JSON,
 * and keeps what it finds for estimates.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Engine } from "../core/training/engine";
import { isEngineId, type Candidate, type EngineId, type EngineWish } from "../core/training/engines";
import { readGolden, replay, type GoldenTraining } from "../core/training/replay";
import { engineOf, whyNot } from "../engine/engines";
import { sparseEngine } from "../engine/sparse/engine";
import { backendFolders, backendsVariable } from "../launch/backends";
import { drain } from "../launch/queue";
import { tryEngineApart } from "../launch/trying";
import { writeCalibration } from "../store/calibration";
import { readPlanFile } from "../store/feed";
import { stopFile } from "../store/root";
import { calibrate } from "./calibrate";
import { decide } from "./decide";
import { trainRun } from "./trainRun";
import { tryEngine } from "./tryEngine";

const usage =
  "usage: trainer.js (run FOLDER [--engine ENGINE] [--require-gpu] | try ENGINE [--run FOLDER] | verify ENGINE FILE | queue ROOT | calibrate) [--threads N]";
const folders = {
  assets: join(__dirname, "engine"),
  webgpu: join(__dirname, "webgpu"),
  backends: backendFolders(process.env[backendsVariable], __dirname),
};
/** This program again; what the editor's runtime has to be told is in the environment. */
const program = { node: process.execPath, trainer: __filename };

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      threads: { type: "string" },
      engine: { type: "string", default: "auto" },
      "require-gpu": { type: "boolean", default: false },
      run: { type: "string" },
    },
  });
  const [task, subject, file] = positionals;
  const threads = Number(values.threads ?? availableParallelism());
  const { engine, run } = values;
  if (task === "queue" && subject !== undefined) {
    await drain(subject, program, () => Date.now());
    return 0;
  }
  if (task === "calibrate" && subject === undefined) {
    await measureSpeed(folders.assets, threads);
    return 0;
  }
  if (task === "try" && subject !== undefined && isEngineId(subject)) {
    console.log(JSON.stringify(await tryHere(subject, threads, run)));
    return 0;
  }
  if (task === "verify" && subject !== undefined && isEngineId(subject) && file !== undefined) {
    console.log(JSON.stringify(await replay(goldenIn(file), engineOf(subject, folders), threads)));
    return 0;
  }
  if (task === "run" && subject !== undefined && (engine === "auto" || isEngineId(engine))) {
    return (await train(subject, threads, { engine, requireGpu: values["require-gpu"] })) === "ended" ? 0 : 1;
  }
  console.error(usage);
  return 2;
}

function train(folder: string, threads: number, wish: EngineWish) {
  // A signal asks for what a stop file asks for; the default would lose what came after the last checkpoint.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      writeFileSync(join(folder, stopFile), "");
    });
  }
  const attempt = async (id: EngineId, timed: boolean): Promise<Candidate> => {
    const reason = whyNot(id, folders);
    if (reason !== undefined) return { engine: id, works: false, reason };
    if (id === "sparse" && !timed) return found(engineOf("sparse", folders));
    return tryEngineApart(program, id, { threads, ...(timed && { folder }) });
  };
  return trainRun({
    folder,
    threads,
    now: () => Date.now(),
    loader: join(__dirname, "loader.js"),
    codecs: join(__dirname, "codecs"),
    engine: async (device) => {
      const before = device && isEngineId(device.engine) ? device.engine : undefined;
      const decision = await decide(wish, before, attempt);
      // A resumed run goes on with the build of the kernels that it started with.
      const module = decision.engine === before ? device?.module : undefined;
      return { decision, engine: engineOf(decision.engine, folders, module) };
    },
  });
}

/** Whether an engine is there; its numbers are checked by our tests. */
async function found(engine: Engine): Promise<Candidate> {
  const { available, reason } = await engine.probe();
  return { engine: engine.id, works: available, reason };
}

function goldenIn(file: string): GoldenTraining {
  const golden = readGolden(JSON.parse(readFileSync(file, "utf8")));
  if ("fault" in golden) throw new Error(golden.fault);
  return golden;
}

async function tryHere(id: EngineId, threads: number, run: string | undefined): Promise<Candidate> {
  const golden = goldenIn(join(__dirname, "golden.json"));
  const plan = run === undefined ? undefined : await readPlanFile(run);
  const trial = { golden, threads, now: () => performance.now(), ...(plan && { plan }) };
  return tryEngine(engineOf(id, folders), trial);
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

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
