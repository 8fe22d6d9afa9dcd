/** The folder of a report: written beside its place and renamed, and never over anything but an earlier report. */
import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import * as Type from "typebox";
import * as Value from "typebox/value";

/** Says of a folder that it is a report, and of which files. */
const listFile = "report.json";

const ListSchema = Type.Object({ kind: Type.Literal("sparse-explorer-report"), files: Type.Array(Type.String()) });

/**
 * What keeps a report from being written there: a file, a link, or what stands in the folder besides an earlier report.
 * Undefined where nothing does.
 */
export async function reportObstacle(folder: string): Promise<string | undefined> {
  const there = await lstat(folder).catch(() => undefined);
  if (there === undefined) return undefined;
  if (!there.isDirectory()) return folder;
  const found = await filesIn(folder);
  const list = await readList(folder);
  const own = new Set(list === undefined ? [] : [listFile, ...list]);
  const foreign = found.find((file) => !own.has(file));
  return foreign === undefined ? undefined : join(folder, foreign);
}

/**
 * Puts these files there, in place of an earlier report; after a failure what was there is there still.
 *
 * @param files texts by their path, with `/` between its parts
 */
export async function writeReport(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const aside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const list = { kind: "sparse-explorer-report", files: Object.keys(files) };
    for (const [path, text] of [...Object.entries(files), [listFile, `${JSON.stringify(list, null, 2)}\n`] as const]) {
      const file = join(aside, "new", ...path.split("/"));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await exchange(target, aside);
  } catch (error) {
    await rm(join(aside, "new"), { recursive: true, force: true });
    // Not what may stand in it: an earlier report that could not be put back.
    await rmdir(aside).catch(() => undefined);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

async function exchange(target: string, aside: string): Promise<void> {
  const isThere = (await lstat(target).catch(() => undefined)) !== undefined;
  // It may have come while the report was made.
  const obstacle = await reportObstacle(target);
  if (obstacle !== undefined) throw new Error(`${obstacle} is no report's.`);
  if (isThere) await rename(target, join(aside, "old"));
  try {
    await rename(join(aside, "new"), target);
  } catch (error) {
    if (isThere) await rename(join(aside, "old"), target);
    throw error;
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + (folder.endsWith(sep) ? 0 : 1))
        .split(sep)
        .join("/"),
    );
}

async function readList(folder: string): Promise<readonly string[] | undefined> {
  const text = await readFile(join(folder, listFile), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return Value.Check(ListSchema, json) ? json.files : undefined;
  } catch {
    return undefined;
  }
}
