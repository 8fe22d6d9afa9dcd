import { availableParallelism } from "node:os";
import { type GoldenTraining, type ReplayErrors, readGolden, replay } from "../core/training/replay";
import type { Engine } from "../core/training/engine";
import { BadInput } from "./badInput";
import { engineNamed, engines } from "./engines";
import { type ExitCode, exitCodes } from "./exitCodes";
import { readText } from "./files";
import { table } from "./tables";

export interface DoctorOptions {
  readonly verify?: readonly string[];
  readonly engine?: string;
  readonly json?: boolean;
}

/** What this machine can train on; with `--verify`, whether the engines compute what PyTorch computed. */
export async function doctor(options: DoctorOptions): Promise<ExitCode> {
  const chosen = options.engine === undefined ? engines() : [engineNamed(options.engine)];
  return options.verify === undefined
    ? examine(chosen, options.json === true)
    : verify(options.verify, chosen, options.json === true);
}

async function examine(chosen: readonly Engine[], json: boolean): Promise<ExitCode> {
  const found = await Promise.all(chosen.map(async (engine) => ({ engine: engine.id, ...(await engine.probe()) })));
  const machine = { node: process.versions.node, v8: process.versions.v8, cpuThreads: availableParallelism() };
  if (json) console.log(JSON.stringify({ ...machine, engines: found }));
  else {
    console.log(`Node ${machine.node}, V8 ${machine.v8}, ${machine.cpuThreads} CPU threads\n`);
    const rows = found.map(({ engine, available, reason }) => [
      engine,
      available ? "available" : "not available",
      reason,
    ]);
    console.log(table(["engine", "state", "with"], rows));
    for (const { engine, details } of found.filter(({ available }) => available)) {
      console.log(`\n${engine} uses`);
      for (const { name, value, why } of details) console.log(`  ${name.padEnd(9)}${value}: ${why}`);
    }
    console.log("\nThis version trains on the CPU; it has no engine for graphics cards.");
  }
  return found.some(({ available }) => available) ? exitCodes.done : exitCodes.failed;
}

interface Verified {
  readonly file: string;
  readonly engine: string;
  readonly ok: boolean;
  readonly tolerance: number;
  readonly maxError: ReplayErrors;
}

async function verify(files: readonly string[], chosen: readonly Engine[], json: boolean): Promise<ExitCode> {
  // All files are read before the first is replayed: a bad one should not cost the time of the good ones.
  const goldens = files.map((file) => ({ file, golden: goldenOf(file) }));
  const results: Verified[] = [];
  for (const { file, golden } of goldens) {
    for (const engine of chosen) {
      results.push({ file, engine: engine.id, ...(await replay(golden, engine, availableParallelism())) });
    }
  }
  console.log(json ? JSON.stringify(results) : results.map(inWords).join("\n\n"));
  return results.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed;
}

function goldenOf(file: string): GoldenTraining {
  const golden = readGolden(parse(file, readText(file)));
  if ("fault" in golden) throw new BadInput(`${file}: ${golden.fault}`);
  return golden;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput(`${file} is not JSON; golden training files are, such as test/golden/train_resnet8_w4.json.`);
  }
}

function inWords({ file, engine, ok, tolerance, maxError }: Verified): string {
  const rows = Object.entries(maxError).map(([name, error]: [string, number]) => [
    name,
    error.toExponential(1),
    error <= tolerance ? "" : "off",
  ]);
  const verdict = ok ? "agrees" : "does NOT agree";
  return `${file}: ${engine} ${verdict} within ${tolerance}\n${table(["numbers", "largest error", ""], rows)}`;
}
