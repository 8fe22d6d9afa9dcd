import { availableParallelism } from "node:os";
import { engineIds, isEngineId, type Candidate, type EngineId } from "../core/training/engines";
import { readGolden, type ReplayResult } from "../core/training/replay";
import { replayApart, tryEngineApart } from "../launch/trying";
import { BadInput } from "./badInput";
import { noEngine, ownEngine, program } from "./engines";
import { type ExitCode, exitCodes } from "./exitCodes";
import { readText } from "./files";
import { table } from "./tables";

export interface DoctorOptions {
  readonly verify?: readonly string[];
  readonly engine?: string;
  readonly json?: boolean;
}

/** What this machine can train on; with `--verify`, whether the engines compute what PyTorch computed. */
export async function doctor({ engine, verify: files, json = false }: DoctorOptions): Promise<ExitCode> {
  if (engine !== undefined && !isEngineId(engine)) throw noEngine(engine);
  const chosen = engine === undefined ? engineIds : [engine];
  return files === undefined ? examine(chosen, json) : verify(files, chosen, json);
}

async function examine(chosen: readonly EngineId[], json: boolean): Promise<ExitCode> {
  const found = await tryAll(chosen);
  const { details } = await ownEngine().probe();
  const machine = { node: process.versions.node, v8: process.versions.v8, cpuThreads: availableParallelism() };
  if (json) {
    const engines = found.map(({ works, ...candidate }) => ({
      ...candidate,
      available: works,
      details: candidate.engine === "sparse" ? details : [],
    }));
    console.log(JSON.stringify({ ...machine, engines }));
  } else {
    console.log(`Node ${machine.node}, V8 ${machine.v8}, ${machine.cpuThreads} CPU threads\n`);
    const rows = found.map(({ engine, works, reason, software }) => [
      engine,
      works ? (software === true ? "for tests only" : "works") : "does not work",
      reason,
    ]);
    console.log(table(["engine", "state", "with, or why not"], rows, [], 3));
    if (chosen.includes("sparse")) {
      console.log("\nsparse uses");
      for (const { name, value, why } of details) console.log(`  ${name.padEnd(9)}${value}: ${why}`);
    }
    console.log(`\n"engine: auto" trains on the fastest of those that work: it times each with the plan at hand.`);
  }
  return found.some(({ works }) => works) ? exitCodes.done : exitCodes.failed;
}

async function tryAll(chosen: readonly EngineId[]): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const engine of chosen) {
    found.push(await tryEngineApart(program, engine, { threads: availableParallelism() }));
  }
  return found;
}

/** Golden training takes a GPU in software minutes: it is replayed there only when asked for by name. */
function isReal({ works, software }: Candidate): boolean {
  return works && software !== true;
}

interface Verified extends ReplayResult {
  readonly file: string;
  readonly engine: string;
}

/** On the engine that was asked for, or on all that are there. */
async function verify(files: readonly string[], chosen: readonly EngineId[], json: boolean): Promise<ExitCode> {
  // All files are read before the first is replayed: a bad one should not cost the time of the good ones.
  for (const file of files) checkGolden(file);
  const found =
    chosen.length === 1
      ? chosen
      : (await tryAll(chosen)).flatMap((candidate) => (isReal(candidate) ? candidate.engine : []));
  const results: Verified[] = [];
  for (const file of files) {
    for (const engine of found) {
      results.push({ file, engine, ...(await replayApart(program, engine, file, availableParallelism())) });
    }
  }
  console.log(json ? JSON.stringify(results) : results.map(inWords).join("\n\n"));
  return results.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed;
}

function checkGolden(file: string): void {
  const golden = readGolden(parse(file, readText(file)));
  if ("fault" in golden) throw new BadInput(`${file}: ${golden.fault}`);
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
