// How the scripts talk: one line per step, the tail of the log and the way out when a step fails.
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A failure a person can do something about: shown without a stack trace. */
export class StepError extends Error {}

/** Runs `work` and says, in one line, what is being done and how long it took. */
export async function step(title, work) {
  const started = Date.now();
  process.stdout.write(`${title} … `);
  try {
    const result = await work();
    process.stdout.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
}

/** Runs a program without showing its output. Throws a StepError with the output's tail and `advice` if it fails. */
export async function quietly(command, args, { advice = "", tailLines = 30, ...options } = {}) {
  const chunks = [];
  const keep = (chunk) => chunks.push(chunk);
  const child = spawn(command, args, { cwd: root, ...options, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const code = await ended(child);
  const output = Buffer.concat(chunks).toString("utf8");
  if (code === 0) return output;
  const tail = output.trimEnd().split("\n").slice(-tailLines).join("\n");
  throw new StepError(
    [`"${[command, ...args].join(" ")}" ended with ${code}:`, tail, advice].filter(Boolean).join("\n"),
  );
}

/** Runs a program in this terminal and returns its exit code; `limitMs` ends it when it takes longer. */
export async function openly(command, args, { limitMs, ...options } = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  const timer = limitMs === undefined ? undefined : setTimeout(() => child.kill("SIGTERM"), limitMs);
  // Ctrl-C reaches every process of the terminal: the child decides what it means, this one waits for it.
  const wait = () => {};
  const pass = (signal) => child.kill(signal);
  process.on("SIGINT", wait).on("SIGTERM", pass);
  try {
    return await ended(child);
  } finally {
    clearTimeout(timer);
    process.off("SIGINT", wait).off("SIGTERM", pass);
  }
}

/** Runs a script's main function: a StepError is shown as its message, anything else with its stack. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    process.stderr.write(`${error instanceof StepError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      reject(new StepError(`${child.spawnfile} could not be started: ${error.message}`));
    });
    child.once("close", (code, signal) => resolve(signal === null ? code : 128));
  });
}
