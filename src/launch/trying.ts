/** Trying engines in processes of their own: what crashes while it is loaded takes nothing with it. */
import { spawn } from "node:child_process";
import * as Type from "typebox";
import * as Value from "typebox/value";
import { engineIds, type Candidate, type EngineId } from "../core/training/engines";
import type { ReplayResult } from "../core/training/replay";
import type { TrainerProgram } from "./queue";
import { reasonIn } from "./reason";

const CandidateSchema = Type.Object({
  engine: Type.Enum(engineIds),
  works: Type.Boolean(),
  reason: Type.String(),
  software: Type.Optional(Type.Boolean()),
  stepMs: Type.Optional(Type.Number({ minimum: 0 })),
});

const ErrorSchema = Type.Number({ minimum: 0 });
const ReplaySchema = Type.Object({
  ok: Type.Boolean(),
  tolerance: Type.Number(),
  maxError: Type.Object({
    losses: ErrorSchema,
    keptGradientNorm: ErrorSchema,
    finalParams: ErrorSchema,
    finalBuffers: ErrorSchema,
    evalLogits: ErrorSchema,
    inputGradient: ErrorSchema,
  }),
});

export interface TryOptions {
  readonly threads: number;
  /** Folder of a run: to time a step of its plan. */
  readonly folder?: string;
  readonly signal?: AbortSignal;
  /** How long to wait: what loads, compiles and trains twelve tiny steps takes seconds, and a driver may hang. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 120_000;

/** Never fails: an engine whose process ends without an answer does not work, and the reason says how it ended. */
export async function tryEngineApart(
  program: TrainerProgram,
  engine: EngineId,
  { threads, folder, ...options }: TryOptions,
): Promise<Candidate> {
  const timed = folder === undefined ? [] : ["--run", folder];
  const { answer, ending } = await ask(program, ["try", engine, "--threads", String(threads), ...timed], options);
  return Value.Check(CandidateSchema, answer) ? answer : { engine, works: false, reason: ending };
}

/**
 * Replays a golden file on an engine.
 * @throws Error in one sentence where its process ends without an answer
 */
export async function replayApart(
  program: TrainerProgram,
  engine: EngineId,
  file: string,
  threads: number,
): Promise<ReplayResult> {
  const { answer, ending } = await ask(program, ["verify", engine, file, "--threads", String(threads)]);
  if (Value.Check(ReplaySchema, answer)) return answer;
  throw new Error(`The engine ${engine} could not replay ${file}: ${ending}.`);
}

type AskOptions = Pick<TryOptions, "signal" | "patienceMs">;

/** The last line that the trainer prints, as JSON, and how its process ended. */
async function ask({ node, env, trainer }: TrainerProgram, args: readonly string[], options: AskOptions = {}) {
  const { signal, patienceMs = usualPatienceMs } = options;
  const child = spawn(node, [trainer, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: patienceMs,
    killSignal: "SIGKILL",
    ...(signal && { signal }),
  });
  const said = { out: "", error: "" };
  child.stdout.on("data", (text: Buffer) => (said.out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said.error += text.toString()));
  const ending = await new Promise<string>((resolve) => {
    child.once("error", ({ message }) => {
      resolve(`its process could not be started (${message})`);
    });
    child.once("close", (code, killed) => {
      const how = killed ?? `code ${String(code)}`;
      // By us: a kill from elsewhere, as by a system out of memory, is told as one.
      if (child.killed) resolve(`it did not answer within ${patienceMs / 1000} s`);
      else resolve(reasonIn(said.error) ?? `its process ended with ${how}`);
    });
  });
  return { answer: read(said.out.trimEnd().split("\n").at(-1) ?? ""), ending };
}

function read(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
