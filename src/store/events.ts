import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type RunEvent, isRunEvent } from "../core/run/event";
import { eventsFile } from "./root";

/** Appends to a run's `events.jsonl`. One writer at a time: the owner of the run. */
export interface EventLog {
  append(event: RunEvent): void;
  close(): void;
}

export function openEventLog(folder: string): EventLog {
  const file = openSync(join(folder, eventsFile), "a+");
  if (endsTorn(file)) writeSync(file, "\n");
  return {
    append(event) {
      writeSync(file, `${JSON.stringify(event)}\n`);
      // Losing the last points of a curve to a power failure costs nothing: they are computed again.
      if (event.kind !== "progress") fsyncSync(file);
    },
    close: () => {
      closeSync(file);
    },
  };
}

/** Appends one event to a run that nobody owns (queueing, stopping before the start, a process that died). */
export function appendEvent(folder: string, event: RunEvent): void {
  const log = openEventLog(folder);
  try {
    log.append(event);
  } finally {
    log.close();
  }
}

/**
 * The events from byte `from` on, and where to go on reading. Lines of a newer version or cut short by a crash are
 * passed over; a last line without its end is left for the next call.
 */
export async function readEvents(folder: string, from = 0): Promise<{ events: RunEvent[]; next: number }> {
  const file = await open(join(folder, eventsFile), "r").catch(() => undefined);
  if (file === undefined) return { events: [], next: from };
  try {
    const { size } = await file.stat();
    if (size <= from) return { events: [], next: from };
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const end = buffer.lastIndexOf(10, bytesRead - 1) + 1;
    const lines = buffer.toString("utf8", 0, end).split("\n");
    return { events: lines.flatMap(readLine), next: from + end };
  } finally {
    await file.close();
  }
}

/**
 * The events of a run from its beginning without most of its curves, for digests: where nothing was resumed, of the
 * points of training and the epochs only the last is read. `count` is how many events there are altogether.
 */
export async function readOutline(folder: string): Promise<{ events: RunEvent[]; next: number; count: number }> {
  const text = await readFile(join(folder, eventsFile), "utf8").catch(() => "");
  const end = text.lastIndexOf("\n") + 1;
  const lines = text.slice(0, end).split("\n");
  const resumed = text.includes('"kind":"resumed"');
  const seen = new Set<string>();
  let skipped = 0;
  const events = lines
    .reverse()
    .flatMap((line) => {
      const kind = resumed ? undefined : curves.find((start) => line.startsWith(start));
      if (kind !== undefined && seen.has(kind)) {
        skipped++;
        return [];
      }
      const read = readLine(line);
      if (kind !== undefined && read.length > 0) seen.add(kind);
      return read;
    })
    .reverse();
  return { events, next: Buffer.byteLength(text.slice(0, end)), count: events.length + skipped };
}

/** How lines begin that come by the hundred, and of which the fold of a digest needs the last. */
const curves = ['{"kind":"progress",', '{"kind":"epoch",'];

function readLine(line: string): RunEvent[] {
  if (line === "") return [];
  try {
    const value: unknown = JSON.parse(line);
    return isRunEvent(value) ? [value] : [];
  } catch {
    return [];
  }
}

function endsTorn(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== 10;
}
