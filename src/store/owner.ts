/**
 * Ownership of a run or queue: a file naming the process, touched as a heartbeat. At most one process owns a file; an
 * owner that is gone is replaced.
 */
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import * as Type from "typebox";
import * as Value from "typebox/value";

const OwnerSchema = Type.Object({ pid: Type.Integer({ minimum: 1 }), host: Type.String() });

/** A process on this machine may compute one step for long; on another one only its heartbeat tells. */
const silenceMs = { here: 30 * 60_000, elsewhere: 2 * 60_000 };
const heartbeatMs = 2_000;

export interface Ownership {
  /** Touches the file, at most every two seconds: call it as often as you like. */
  beat(now: number): void;
  release(): void;
}

/** Takes ownership, or undefined while a living process has it. */
export function takeOwnership(path: string, now: number): Ownership | undefined {
  if (ownerAlive(path, now) || !removeStale(path, now)) return undefined;
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
  } catch (error) {
    if (isCode(error, "EEXIST")) return undefined;
    throw error;
  }
  let last = now;
  return {
    beat(at) {
      if (at - last < heartbeatMs) return;
      last = at;
      utimesSync(path, at / 1000, at / 1000);
    },
    release: () => {
      rmSync(path, { force: true });
    },
  };
}

/** Two processes may find the same stale file: whoever moves it away looks again before deleting it. */
function removeStale(path: string, now: number): boolean {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return true;
    throw error;
  }
  if (ownerAlive(aside, now)) {
    renameSync(aside, path);
    return false;
  }
  rmSync(aside, { force: true });
  return true;
}

export function ownerAlive(path: string, now: number): boolean {
  const owner = readOwner(path);
  if (owner === undefined) return false;
  const here = owner.host === hostname();
  return now - owner.beatAt < (here ? silenceMs.here : silenceMs.elsewhere) && (!here || processAlive(owner.pid));
}

/** Process id of the owner when it lives on this machine. */
export function ownerPid(path: string, now: number): number | undefined {
  const owner = readOwner(path);
  return owner?.host === hostname() && ownerAlive(path, now) ? owner.pid : undefined;
}

function readOwner(path: string): { pid: number; host: string; beatAt: number } | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return Value.Check(OwnerSchema, value) ? { ...value, beatAt: statSync(path).mtimeMs } : undefined;
  } catch {
    // No file, or one cut short by a power failure: nobody owns it.
    return undefined;
  }
}

function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
