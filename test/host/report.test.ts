import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportChoices } from "../../src/host/report/choices";
import { makeReport } from "../../src/host/report/make";
import { RunFeed, type RunView } from "../../src/store/feed";
import { appendEvent } from "../../src/store/events";
import { rootIn, runFolder } from "../../src/store/root";
import { runOf } from "../../src/store/runs";
import { english } from "./english";
import { sampleEvents, samplePlanOf } from "./sampleRuns";

/** Finished runs of two densities, asked for by two experiments. */
async function finishedRuns(): Promise<{ folder: string; feed: RunFeed; runs: readonly RunView[] }> {
  const folder = mkdtempSync(join(tmpdir(), "sparse-report-"));
  const root = rootIn(folder);
  for (const [density, experiment] of [
    [0.1, "a.sparse.yaml"],
    [0.2, "b.sparse.yaml"],
  ] as const) {
    const plan = samplePlanOf(density);
    const id = await runOf(root, plan, false);
    const [, ...events] = sampleEvents(plan, 6);
    for (const event of [{ kind: "queued", at: 100 * density, experiment } as const, ...events]) {
      appendEvent(runFolder(root, id), event);
    }
  }
  const feed = new RunFeed(root, () => 0, { digests: "read" });
  await feed.refresh();
  return { folder, feed, runs: feed.runs };
}

const about = { title: "both", date: "today", version: "1.0.0", locale: "en" } as const;

test("a report can be of each experiment, of all finished runs, or of some", async () => {
  const { runs } = await finishedRuns();
  expect(reportChoices(runs, english).map(({ label, description }) => [label, description])).toEqual([
    ["b.sparse.yaml", "1 finished runs"],
    ["a.sparse.yaml", "1 finished runs"],
    ["All finished runs", "2 finished runs"],
    ["Choose runs…", ""],
  ]);
});

test("of runs that views know as digests a report has the whole curves", async () => {
  const { folder, feed, runs } = await finishedRuns();
  const told: number[] = [];
  const out = join(folder, "both-report");
  const onDone = (share: number) => told.push(share);
  const events = (id: string) => feed.events(id);
  expect(runs[0]!.state.progress.length).toBeLessThan(2);
  expect(await makeReport(runs, { about, folder: out, events, onDone, cancelled: () => false })).toBe(true);
  // 6 epochs of 40 steps with a point every second step, of two runs, smoothed and raw, below one head
  const lines = readFileSync(join(out, "charts", "training-loss.csv"), "utf8")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(1 + 2 * 2 * 120);
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual([...told].sort((one, other) => one - other));
});

test("a report that is cancelled, at whatever point, leaves nothing", async () => {
  const { folder, feed, runs } = await finishedRuns();
  const events = (id: string) => feed.events(id);
  for (const most of [0, 1, 5, 11]) {
    let asked = 0;
    const out = join(folder, `cancelled-${most}`);
    const cancelled = () => asked++ >= most;
    expect(await makeReport(runs, { about, folder: out, events, onDone: () => undefined, cancelled })).toBe(false);
    expect(existsSync(out)).toBe(false);
  }
});
