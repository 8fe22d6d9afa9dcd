/** What people note on runs: stars and names, in a file of the `.sparse` folder that every window reads. */
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as Type from "typebox";
import * as Value from "typebox/value";
import { isRecord } from "../core/record";
import { sameStamp, type Disk, type Stamp } from "./disk";

export interface Mark {
  readonly starred?: true;
  /** What a person calls the run instead of its title. */
  readonly name?: string;
}

/** What to note: `false` and an empty name take away. */
export interface NewMark {
  readonly starred?: boolean;
  readonly name?: string;
}

const MarkSchema = Type.Object({
  starred: Type.Optional(Type.Literal(true)),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});

/** How often to write again what another window has overwritten meanwhile. */
const tries = 5;

/** Longest name that is kept. */
export const longestName = 200;

/** The marks of a `.sparse` folder, read again when their file has changed. */
export class Marks {
  private known: ReadonlyMap<string, Mark> = new Map();
  private stamp: Stamp | undefined;

  constructor(
    private readonly root: string,
    private readonly disk: Disk,
  ) {}

  /** @returns whether there may be others than at the last look */
  async look(): Promise<boolean> {
    const stamp = await this.disk.stamp(marksIn(this.root));
    if (sameStamp(stamp, this.stamp)) return false;
    this.stamp = stamp;
    this.known = new Map(Object.entries(marksOf(await readFileOf(this.root))).flatMap(readMark));
    return true;
  }

  get(id: string): Mark | undefined {
    return this.known.get(id);
  }
}

/**
 * Notes something on runs. The file is read just before, so that what other windows noted stays, and so does what a newer
 * version wrote there; a file that is damaged is put aside.
 */
export async function mark(root: string, ids: readonly string[], { starred, name }: NewMark): Promise<void> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const found = await readFileOf(root, putAside);
    const marks = { ...marksOf(found) };
    for (const id of ids) {
      const before = isRecord(marks[id]) ? marks[id] : {};
      const after = {
        ...before,
        ...(starred !== undefined && { starred: starred ? true : undefined }),
        ...(name !== undefined && { name: name === "" ? undefined : name }),
      };
      marks[id] = after;
    }
    const runs = Object.fromEntries(Object.entries(marks).filter(([, value]) => !isEmpty(value)));
    const text = `${JSON.stringify({ version: 1, ...(isRecord(found) && found), runs }, null, 2)}\n`;
    await write(root, text);
    // Another window may have read before this one wrote, and written after it.
    if ((await readFile(marksIn(root), "utf8").catch(() => "")) === text) return;
  }
}

async function write(root: string, text: string): Promise<void> {
  await mkdir(root, { recursive: true });
  const part = `${marksIn(root)}.${randomUUID()}.part`;
  await writeFile(part, text);
  await rename(part, marksIn(root));
}

/** For a person to look at. */
async function putAside(root: string): Promise<void> {
  await rename(marksIn(root), join(root, "marks.damaged.json")).catch(() => undefined);
}

/** Undefined where there is no file, or one that is no JSON. */
async function readFileOf(root: string, onDamage?: (root: string) => Promise<void>): Promise<unknown> {
  const text = await readFile(marksIn(root), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    await onDamage?.(root);
    return undefined;
  }
}

function marksOf(json: unknown): Readonly<Record<string, unknown>> {
  return isRecord(json) && isRecord(json.runs) ? json.runs : {};
}

function readMark([id, value]: readonly [string, unknown]): [string, Mark][] {
  return Value.Check(MarkSchema, value) ? [[id, value]] : [];
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((part) => part === undefined);
}

function marksIn(root: string): string {
  return join(root, "marks.json");
}
