import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ioReason, isIoFault } from "../core/ioFault";
import { expand } from "../core/experiment/expand";
import { dateWords, reportTitle } from "../core/report/contents";
import { judgedClaims } from "../core/report/claims";
import { saying } from "../core/report/phrases";
import { foundRuns } from "../core/run/compare";
import { withTwins } from "../core/run/twin";
import { localeOf, type Locale } from "../core/template";
import { reportFiles } from "../report/files";
import type { RunView } from "../store/feed";
import { reportObstacle, writeReport } from "../store/reportFolder";
import { nearestRoot } from "../store/root";
import { BadInput } from "./badInput";
import { type ExitCode, exitCodes } from "./exitCodes";
import { readExperimentFile } from "./experimentFile";
import { findRuns, openRuns } from "./findRun";
import { table } from "./tables";
import { ownVersion } from "./version";

export interface ReportOptions {
  /** The folder of the report. */
  readonly out: string;
  readonly runs?: string;
  readonly language: string;
  readonly json?: boolean;
}

/** Writes a report of these runs, of those of an experiment file, or of all; only finished ones count. */
export async function report(names: readonly string[], options: ReportOptions): Promise<ExitCode> {
  const locale = languageOf(options.language);
  const folder = resolve(options.out);
  const obstacle = await reportObstacle(folder).catch((error: unknown) => {
    throw isIoFault(error) ? new BadInput(`${options.out} cannot be read: ${ioReason(error)}.`) : error;
  });
  if (obstacle !== undefined) {
    throw new BadInput(`--out is ${options.out}, but ${obstacle} is no report's: give an empty or a new folder.`);
  }
  const { title, runs } = await chosenRuns(names, options.runs);
  const about = { title, date: dateWords(new Date(), locale), version: ownVersion(), locale };
  const files = await reportFiles(runs, about);
  if (files === undefined) return exitCodes.stopped;
  try {
    await writeReport(folder, files);
  } catch (error) {
    throw isIoFault(error) ? new BadInput(`${options.out} cannot be written: ${ioReason(error)}.`) : error;
  }
  const claims = judgedClaims(runs, locale);
  if (options.json === true) {
    console.log(JSON.stringify({ folder, runs: runs.map(({ id }) => id), claims, files: Object.keys(files) }));
    return exitCodes.done;
  }
  const say = saying(locale);
  const heads = (["question", "verdict", "claim"] as const).map((id) => say(`claims.${id}`));
  const rows = claims.map(({ question, claim, verdict }) => [question, say(`verdict.${verdict}`), claim]);
  console.log(table(heads, rows, [], heads.length));
  console.log(join(folder, "report.html"));
  return exitCodes.done;
}

interface Chosen {
  readonly title: string;
  readonly runs: readonly RunView[];
}

/** @throws BadInput where none of them is finished */
async function chosenRuns(names: readonly string[], place: string | undefined): Promise<Chosen> {
  const [file] = names;
  const chosen =
    names.length === 1 && isExperiment(file!) ? await runsOfFile(file!, place) : await runsNamed(names, place);
  const runs = chosen.runs.filter(isFinished);
  if (runs.length > 0) return { title: chosen.title, runs };
  throw new BadInput(
    chosen.runs.length === 0
      ? `There are no runs to report on${chosen.place}. Start some: sparse run FILE.sparse.yaml`
      : `None of the ${chosen.runs.length} runs is finished yet: wait for them, or see "sparse runs".`,
  );
}

function isFinished({ status }: RunView): boolean {
  return status === "completed";
}

async function runsNamed(names: readonly string[], place: string | undefined) {
  if (names.length === 0) {
    const { root, feed } = await openRuns(place);
    // The oldest first, so that networks come in the order in which they were asked for.
    const runs = [...feed.runs].reverse();
    return { title: reportTitle(runs) ?? basename(dirname(root)), runs, place: ` in ${root}` };
  }
  const { chosen, runs } = await findRuns(names, place);
  return {
    title: reportTitle(chosen) ?? names.join(", "),
    runs: withTwins(chosen, runs.filter(isFinished)),
    place: "",
  };
}

async function runsOfFile(file: string, place: string | undefined) {
  const plans = expand(readExperimentFile(file));
  const { root, feed } = await openRuns(place ?? nearestRoot(dirname(resolve(file))));
  const runs = foundRuns(plans, feed.runs);
  return { title: basename(file), runs, place: ` of ${file} in ${root}` };
}

/** A name that is no run's is taken for a file's where it looks like one, so that the file is what is said to be missing. */
function isExperiment(name: string): boolean {
  return /\.ya?ml$/i.test(name) || (existsSync(name) && statSync(name).isFile());
}

function languageOf(text: string): Locale {
  if (text === "en" || text === "ja") return localeOf(text);
  throw new BadInput(`--language is ${text}, but must be en or ja.`);
}
