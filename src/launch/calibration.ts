import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as Type from "typebox";
import { type Static } from "typebox";
import * as Value from "typebox/value";
import type { TrainerProgram } from "./queue";
import { reasonIn } from "./reason";

const ProgressSchema = Type.Object({ done: Type.Number(), total: Type.Number() });

/** Parts of the measurement that are done, and altogether. */
export type CalibrationProgress = Readonly<Static<typeof ProgressSchema>>;

/**
 * Has a process measure how fast training is; it writes what it finds where `calibrationFile` says, at the end. Whoever
 * leaves early, or aborts the signal, ends the process, and nothing is written.
 *
 * @throws Error in one sentence when the process could not be started or ended badly
 */
export async function* measureSpeed(
  { node, env, trainer }: TrainerProgram,
  threads: number,
  signal?: AbortSignal,
): AsyncGenerator<CalibrationProgress> {
  const child = spawn(node, [trainer, "calibrate", "--threads", String(threads)], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const ended = new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => {
      resolve(`it could not be started with ${node} (${error.message})`);
    });
    child.once("close", (code, killed) => {
      resolve(code === 0 ? undefined : (reasonIn(said) ?? `it ended with ${killed ?? `code ${code}`}`));
    });
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const progress = read(line);
      if (Value.Check(ProgressSchema, progress)) yield progress;
    }
    const failure = await ended;
    if (failure !== undefined && signal?.aborted !== true) {
      throw new Error(`The process that measures training speed failed: ${failure}.`);
    }
  } finally {
    child.kill();
  }
}

function read(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
