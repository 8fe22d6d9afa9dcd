import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunEvent } from "../../src/core/run/event";
import { digest } from "../../src/core/run/digest";
import { fold } from "../../src/core/run/state";
import { disk, type Disk } from "../../src/store/disk";
import { appendEvent } from "../../src/store/events";
import { RunFeed } from "../../src/store/feed";
import { mark } from "../../src/store/marks";
import { takeOwnership } from "../../src/store/owner";
import { ownerFile, rootIn, runFolder } from "../../src/store/root";
import { addTickets, moveToFront, removeTicket, tickets } from "../../src/store/tickets";
import { sampleEvents, samplePlan, writeRun } from "../host/sampleRuns";

const queued: RunEvent = { kind: "queued", at: 9e12 };

test("a digest keeps the last of each curve, and no layers", () => {
  const whole = fold(sampleEvents(samplePlan, 6));
  const kept = digest(whole);
  expect(kept.progress).toEqual([whole.progress.at(-1)]);
  expect(kept.epochs.map(({ epoch }) => epoch)).toEqual([6]);
  expect(kept.layers).toEqual([]);
  expect(kept.total).toEqual(whole.total);
  expect(digest(kept)).toEqual(kept);
});

test("a feed of digests keeps of each run what the digest of all its events is", async () => {
  const { root, ids } = await workspace(1);
  const feed = await looked(root);
  expect(feed.get(ids[0]!)?.state).toEqual(digest(fold(await feed.events(ids[0]!))));
});

test("a run that was resumed has the digest of what was kept of it", async () => {
  const { root, ids } = await workspace(1);
  // After epoch 2 of 40 steps each it goes on from step 40: of the last epochs nothing is left.
  append(root, ids[0]!, { kind: "resumed", at: 0, fromStep: 40 });
  const feed = await looked(root);
  expect(feed.get(ids[0]!)?.state.epochs.map(({ epoch }) => epoch)).toEqual([1]);
});

test("the next window reads no events of runs that have not changed", async () => {
  const { root, ids } = await workspace(3);
  const before = (await looked(root)).runs;
  // An events file that says something else, but has its size and time, is not looked into.
  const index = (await readFile(indexOf(root), "utf8")).replaceAll('"completed"', '"stopped"');
  await writeFile(indexOf(root), index);
  const after = (await looked(root)).runs;
  expect(before.map(({ status }) => status)).toEqual(["completed", "completed", "completed"]);
  expect(after.map(({ status }) => status)).toEqual(["stopped", "stopped", "stopped"]);
  expect(after.map(({ id }) => id).sort()).toEqual([...ids].sort());
});

test("a run that has changed since is read again, and the index then says so", async () => {
  const { root, ids } = await workspace(2);
  await looked(root);
  append(root, ids[1]!, queued);
  expect((await looked(root)).get(ids[1]!)?.status).toBe("queued");
  await writeFile(indexOf(root), (await readFile(indexOf(root), "utf8")).replaceAll('"queued","', '"created","'));
  expect((await looked(root)).get(ids[1]!)?.state.phase).toBe("created");
});

test.each([
  ["deleted", () => undefined],
  ["torn in its last line", (text: string) => text.slice(0, -40)],
  ["no text at all", () => "\u0000\u0001\n{]\n"],
  ["of another version", (text: string) => text.replaceAll('{"version":3', '{"version":0')],
  ["with a wrong type", (text: string) => text.replaceAll('"progress":[{', '"progress":[7,{')],
  ["with an accuracy of 7", (text: string) => text.replaceAll(/"accuracy":0\.\d+/g, '"accuracy":7')],
  ["with a plan that cannot be", (text: string) => text.replaceAll("cifar_resnet_20_8", "cifar_resnet_21_8")],
  ["about runs that are not there", (text: string) => text.replaceAll('"id":"', '"id":"../')],
])("an index that is %s costs time, and nothing else", async (_, damage) => {
  const { root } = await workspace(3);
  const right = (await looked(root)).runs;
  const text = damage(await readFile(indexOf(root), "utf8"));
  if (text === undefined) await rm(indexOf(root));
  else await writeFile(indexOf(root), text);
  expect((await looked(root)).runs).toEqual(right);
  // It is whole again.
  const lines = (await readFile(indexOf(root), "utf8")).split("\n");
  expect(new Set(lines.filter((line) => line.startsWith('{"version":3') && line.endsWith("}"))).size).toBe(3);
});

test("two windows that write the index at once leave one that both can use", async () => {
  const { root } = await workspace(4);
  await Promise.all([looked(root), looked(root)]);
  expect((await looked(root)).runs).toHaveLength(4);
});

test("a look asks after three files, what trains and a share of the rest", async () => {
  const { root, ids } = await workspace(40);
  takeOwnership(join(runFolder(root, ids[0]!), ownerFile), Date.now());
  append(root, ids[0]!, { kind: "started", at: 1, pid: 1, host: "h", device });
  const { counted, stamps } = counting();
  // The folders were made just now; a minute later their times are settled.
  const feed = new RunFeed(root, () => Date.now() + 60_000, { digests: "write", disk: counted });
  await feed.refresh();
  stamps.length = 0;
  await feed.refresh();
  // runs/, queue/ and marks.json; one that trains, and 32 of the 39 others
  expect(stamps.length).toBe(3 + 1 + 32);
});

test("every run is looked at within a few looks, though nothing but its events says that it goes on", async () => {
  const { root, ids } = await workspace(70);
  const feed = await looked(root);
  append(root, ids[50]!, { kind: "finished", at: 1, outcome: "failed", reason: "x" });
  // 70 runs, 32 a look
  for (let look = 0; look < 3; look++) await feed.refresh();
  expect(feed.get(ids[50]!)?.status).toBe("failed");
});

test("a run that is queued again is found at once, with its place", async () => {
  const { root, ids } = await workspace(70);
  const feed = await looked(root);
  append(root, ids[60]!, queued);
  await addTickets(root, [{ id: ids[60]!, threads: 1 }], 5);
  expect((await feed.refresh()).map(({ run }) => [run.id, run.status, run.place])).toEqual([[ids[60], "queued", 1]]);
  await removeTicket(root, ids[60]!);
  expect((await feed.refresh()).map(({ run }) => run.place)).toEqual([undefined]);
});

test("a finished run that goes on is told of with its new events, counted from its beginning", async () => {
  const { root, ids } = await workspace(1);
  const feed = await looked(root);
  const from = (await feed.events(ids[0]!)).length;
  append(root, ids[0]!, queued);
  expect(await feed.refresh()).toMatchObject([{ run: { status: "queued" }, events: [queued], from }]);
});

test("the first look says how far it is", async () => {
  const { root } = await workspace(3);
  const told: string[] = [];
  const feed = new RunFeed(root, Date.now, { digests: "write" });
  await feed.refresh((done, total) => told.push(`${done} of ${total}`));
  await feed.refresh((done, total) => told.push(`${done} of ${total}`));
  expect(told).toEqual(["3 of 3"]);
});

test("a run that waits can be put before all others", async () => {
  const { root } = await workspace(0);
  await addTickets(
    root,
    ["a", "b-r2", "c"].map((id) => ({ id, threads: 1 })),
    100,
  );
  expect(await moveToFront(root, "c")).toBe(true);
  expect(await moveToFront(root, "b-r2")).toBe(true);
  expect((await tickets(root)).map(({ id }) => id)).toEqual(["b-r2", "c", "a"]);
  expect(await moveToFront(root, "d")).toBe(false);
});

test("stars and names are seen by the next look of every window", async () => {
  const { root, ids } = await workspace(2);
  const [one, other] = [await looked(root), await looked(root)];
  await Promise.all([mark(root, [ids[0]!], { starred: true }), mark(root, [ids[1]!], { name: "best so far" })]);
  for (const feed of [one, other]) {
    expect((await feed.refresh()).map(({ run }) => run.id).sort()).toEqual([...ids].sort());
    expect(feed.get(ids[0]!)).toMatchObject({ starred: true });
    expect(feed.get(ids[1]!)).toMatchObject({ name: "best so far" });
  }
  await mark(root, ids, { starred: false, name: "" });
  await one.refresh();
  expect(one.get(ids[0]!)).not.toHaveProperty("starred");
});

test("what a newer version notes on a run stays, and a damaged file is put aside", async () => {
  const { root, ids } = await workspace(1);
  const file = join(root, "marks.json");
  await writeFile(
    file,
    JSON.stringify({ version: 1, runs: { [ids[0]!]: { colour: "red", name: 7 }, gone: { starred: true } } }),
  );
  await mark(root, ids, { starred: true });
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
    runs: { [ids[0]!]: { colour: "red", starred: true }, gone: { starred: true } },
  });
  await writeFile(file, '{"runs": {');
  await mark(root, ids, { name: "n" });
  expect(await readFile(join(root, "marks.damaged.json"), "utf8")).toBe('{"runs": {');
  expect((await looked(root)).get(ids[0]!)?.name).toBe("n");
});

const device = { engine: "sparse", description: "2 CPU threads", threads: 2 };

/** A `.sparse` folder with finished runs that differ in their seed. */
async function workspace(count: number): Promise<{ root: string; ids: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "sparse-digests-"));
  const ids = [];
  for (let seed = 1; seed <= count; seed++) {
    const plan = { ...samplePlan, seed };
    ids.push(await writeRun(folder, plan, shortened(sampleEvents(plan, 6))));
  }
  return { root: rootIn(folder), ids };
}

/** Every tenth point of the curve, so that a test writes less. */
function shortened(events: readonly RunEvent[]): RunEvent[] {
  return events.filter((event) => event.kind !== "progress" || event.step % 20 === 0);
}

async function looked(root: string): Promise<RunFeed> {
  const feed = new RunFeed(root, Date.now, { digests: "write" });
  await feed.refresh();
  return feed;
}

function append(root: string, id: string, event: RunEvent): void {
  appendEvent(runFolder(root, id), event);
}

function indexOf(root: string): string {
  return join(root, "index.jsonl");
}

function counting(): { readonly counted: Disk; readonly stamps: string[] } {
  const stamps: string[] = [];
  const counted: Disk = {
    ...disk,
    stamp: (path) => {
      stamps.push(path);
      return disk.stamp(path);
    },
  };
  return { counted, stamps };
}
