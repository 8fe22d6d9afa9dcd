import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { checkpointFile, finalFile } from "../store/checkpoint";
import { type RunView, RunFeed } from "../store/feed";
import { nearestRoot, planFile, rootOf } from "../store/root";
import { BadInput } from "./badInput";

export interface FoundRun {
  readonly root: string;
  readonly run: RunView;
  /** All runs beside it, itself included. */
  readonly runs: readonly RunView[];
}

/** A run by its folder, its id or an unambiguous beginning of it, below `--out` or the nearest `.sparse` folder. */
export async function findRun(name: string, out: string | undefined): Promise<FoundRun> {
  if (/[\\/]/.test(name) && existsSync(join(name, planFile)))
    return findRun(basename(resolve(name)), rootOf(resolve(name)));
  const { root, feed } = await openRuns(out);
  return { root, run: runCalled(name, feed.runs, root), runs: feed.runs };
}

/** Several runs, each named as for `findRun`, and all that lie beside them. */
export async function findRuns(
  names: readonly string[],
  out: string | undefined,
): Promise<{ readonly chosen: readonly RunView[]; readonly runs: readonly RunView[] }> {
  const places = new Map<string | undefined, string[]>();
  for (const name of names) {
    const isFolder = /[\\/]/.test(name) && existsSync(join(name, planFile));
    const [place, id] = isFolder ? [rootOf(resolve(name)), basename(resolve(name))] : [out, name];
    places.set(place, [...(places.get(place) ?? []), id]);
  }
  const chosen = new Map<string, RunView>();
  const runs: RunView[] = [];
  for (const [place, own] of places) {
    const { root, feed } = await openRuns(place);
    for (const name of own) {
      const run = runCalled(name, feed.runs, root);
      chosen.set(run.folder, run);
    }
    runs.push(...feed.runs);
  }
  return { chosen: [...chosen.values()], runs };
}

/** @throws BadInput where no run, or more than one, can be meant */
function runCalled(name: string, runs: readonly RunView[], root: string): RunView {
  const fitting = runs.filter(({ id }) => name !== "" && id.startsWith(name));
  const run = fitting.find(({ id }) => id === name) ?? fitting[0];
  if (run !== undefined && (fitting.length === 1 || run.id === name)) return run;
  const choice =
    fitting.length > 1 ? `"${name}" begins ${fitting.length} runs: ${ids(fitting)}` : `No run is called "${name}"`;
  throw new BadInput(`${choice}; "sparse runs" lists those in ${root}.`);
}

/** The last weights of a run. @throws BadInput when it has none yet */
export function weightsFile({ id, folder, status }: RunView): string {
  const file = [finalFile, checkpointFile].map((each) => join(folder, each)).find((path) => existsSync(path));
  if (file !== undefined) return file;
  throw new BadInput(`Run ${id} is ${status} and has no weights yet.`);
}

export async function openRuns(out: string | undefined): Promise<{ root: string; feed: RunFeed }> {
  const root = out === undefined ? nearestRoot(process.cwd()) : resolve(out);
  if (out !== undefined && !(statSync(root, { throwIfNoEntry: false })?.isDirectory() ?? true)) {
    throw new BadInput(`--out is ${out}, but that is a file; give the folder that holds the runs.`);
  }
  const feed = new RunFeed(root, Date.now);
  await feed.refresh();
  return { root, feed };
}

function ids(runs: readonly RunView[]): string {
  const shown = runs.slice(0, 5).map(({ id }) => id);
  return shown.join(", ") + (runs.length > shown.length ? ", …" : "");
}
