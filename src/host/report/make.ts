/** A report of runs, from their events to its files, with room for others to work between its parts. */
import { setImmediate } from "node:timers/promises";
import type { ReportAbout } from "../../core/report/contents";
import type { RunEvent } from "../../core/run/event";
import { fold } from "../../core/run/state";
import { reportFiles } from "../../report/files";
import type { RunView } from "../../store/feed";
import { writeReport } from "../../store/reportFolder";

export interface Making {
  readonly about: ReportAbout;
  readonly folder: string;
  /** All events of a run. */
  readonly events: (id: string) => Promise<readonly RunEvent[]>;
  /** Told how much is done, in (0, 1]. */
  readonly onDone: (share: number) => void;
  readonly cancelled: () => boolean;
}

/** Share of the time that reading takes, about. */
const readingShare = 0.3;

/** False where it was cancelled: nothing is written then. */
export async function makeReport(
  runs: readonly RunView[],
  { about, folder, events, onDone, cancelled }: Making,
): Promise<boolean> {
  const read: RunView[] = [];
  for (const run of runs) {
    if (cancelled()) return false;
    // The views keep digests, and a report draws whole curves.
    read.push({ ...run, state: fold(await events(run.id)) });
    onDone((readingShare * read.length) / runs.length);
  }
  const files = await reportFiles(read, about, async (done) => {
    onDone(readingShare + (1 - readingShare) * done);
    await setImmediate();
    return !cancelled();
  });
  if (files === undefined) return false;
  await writeReport(folder, files);
  return true;
}
