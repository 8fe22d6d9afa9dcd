/**
 * A cache over the runs of a `.sparse` folder, one JSON object a line: what each run comes to, and the size and time of
 * the events file that was read for it. It may be deleted at any time; whoever reads it holds it against the disk. Two
 * windows may write it at once: of two lines about a run the last counts, and a line that is lost is made again.
 */
import { randomUUID } from "node:crypto";
import { appendFile, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as Type from "typebox";
import * as Value from "typebox/value";
import type { Plan } from "../core/experiment/plan";
import { readPlan } from "../core/experiment/readPlan";
import { seedSchema } from "../core/experiment/schema";
import { isRecord } from "../core/record";
import { DigestSchema, readDigest } from "../core/run/digest";
import type { RunState } from "../core/run/state";

/** To be raised whenever an equal events file would give another digest. */
const version = 3;

/** More than any folder needs: what is larger is no index of ours. */
const mostBytes = 512 * 1024 * 1024;

export const LineSchema = Type.Object({
  version: Type.Literal(version),
  id: Type.String({ minLength: 1 }),
  size: Type.Integer({ minimum: 0 }),
  mtimeMs: Type.Number(),
  events: Type.Integer({ minimum: 0 }),
  cell: Type.String(),
  twin: Type.String(),
  plan: Type.Unknown(),
  state: DigestSchema,
});

type Line = Type.Static<typeof LineSchema>;

/** Whether a value is a line of the index. */
export type LineCheck = (json: unknown) => json is Line;

/** What is known of a run without reading its events. */
export interface IndexedRun {
  readonly id: string;
  /** Of the events file, in bytes and ms since 1970. */
  readonly size: number;
  readonly mtimeMs: number;
  /** How many events it has. */
  readonly events: number;
  readonly cell: string;
  readonly twin: string;
  readonly plan: Plan;
  /** A digest. */
  readonly state: RunState;
}

export interface RunIndex {
  readonly runs: ReadonlyMap<string, IndexedRun>;
  /** Of the file, useless ones included. */
  readonly lines: number;
}

const file = "index.jsonl";

/** Lines that are torn, of another version or otherwise not as they should be are passed over. */
export async function readIndex(root: string, isLine: LineCheck = isLineSlowly): Promise<RunIndex> {
  const path = join(root, file);
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  const text = size === 0 || size > mostBytes ? "" : await readFile(path, "utf8").catch(() => "");
  const lines = text.split("\n").filter((line) => line !== "");
  return { runs: new Map(lines.flatMap(lineReader(isLine)).map((run) => [run.id, run])), lines: lines.length };
}

/** Adds to the end. What cannot be written is not kept: it is a cache. */
export async function addToIndex(root: string, runs: readonly IndexedRun[]): Promise<void> {
  // A line that somebody else's crash has torn ends here.
  if (runs.length > 0) await appendFile(join(root, file), `\n${textOf(runs)}`).catch(() => undefined);
}

/** Writes it anew, beside the old file, and renames it. */
export async function writeIndex(root: string, runs: readonly IndexedRun[]): Promise<void> {
  const part = join(root, `${file}.${randomUUID()}.part`);
  try {
    await writeFile(part, textOf(runs));
    await rename(part, join(root, file));
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

function textOf(runs: readonly IndexedRun[]): string {
  return runs.map((run) => `${JSON.stringify({ version, ...run })}\n`).join("");
}

function isLineSlowly(json: unknown): json is Line {
  return Value.Check(LineSchema, json);
}

function lineReader(isLine: LineCheck): (line: string) => IndexedRun[] {
  const planOf = planReader();
  return (line) => {
    try {
      const json: unknown = JSON.parse(line);
      if (!isLine(json)) return [];
      const { id, size, mtimeMs, events, cell, twin, state } = json;
      const plan = planOf(json.plan);
      return plan === undefined ? [] : [{ id, size, mtimeMs, events, cell, twin, plan, state: readDigest(state) }];
    } catch {
      return [];
    }
  };
}

/** Checking a plan takes long: of those that differ in nothing but their seed it is done once. */
function planReader(): (json: unknown) => Plan | undefined {
  const known = new Map<string, Plan | undefined>();
  return (json) => {
    if (!isRecord(json) || !Value.Check(seedSchema, json.seed)) return undefined;
    const key = JSON.stringify({ ...json, seed: 0 });
    if (!known.has(key)) known.set(key, readPlan(json));
    const plan = known.get(key);
    return plan && { ...plan, seed: json.seed };
  };
}
