import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { preset } from "../../src/core/model/presets";
import type { RunEvent } from "../../src/core/run/event";
import { emptyTally } from "../../src/core/training/checkpoint";
import { initialState } from "../../src/core/training/initialise";
import { checkpointFile, readCheckpoint, writeCheckpoint } from "../../src/store/checkpoint";
import { appendEvent, readEvents } from "../../src/store/events";
import { RunFeed } from "../../src/store/feed";
import { ownerAlive, takeOwnership } from "../../src/store/owner";
import { eventsFile, makeRoot, nearestRoot, ownerFile, rootIn, runFolder } from "../../src/store/root";
import { runOf } from "../../src/store/runs";
import { readSafetensors, writeSafetensors } from "../../src/store/safetensors";
import { addTickets, removeTicket, tickets } from "../../src/store/tickets";
import { tinyPlan } from "../plans";

const folder = () => mkdtempSync(join(tmpdir(), "sparse-store-"));
const queued: RunEvent = { kind: "queued", at: 1 };
const stopped: RunEvent = { kind: "finished", at: 2, outcome: "stopped" };

test("events come back in order, and a reader goes on where it stopped", async () => {
  const run = folder();
  appendEvent(run, queued);
  const first = await readEvents(run);
  appendEvent(run, stopped);
  expect(first.events).toEqual([queued]);
  expect((await readEvents(run, first.next)).events).toEqual([stopped]);
});

test("a line torn by a crash and a kind from the future are passed over", async () => {
  const run = folder();
  appendEvent(run, queued);
  appendFileSync(join(run, eventsFile), '{"kind":"telepathy","at":3}\n{"kind":"queued","at":');
  expect((await readEvents(run)).events).toEqual([queued]);
  appendEvent(run, stopped);
  expect((await readEvents(run)).events).toEqual([queued, stopped]);
});

test("equal plans share a run, a fresh replicate has its own", async () => {
  const root = rootIn(folder());
  const id = await runOf(root, tinyPlan(), false);
  expect(await runOf(root, { ...tinyPlan() }, false)).toBe(id);
  expect(await runOf(root, tinyPlan({ seed: 2 }), false)).not.toBe(id);
  expect(await runOf(root, tinyPlan(), true)).toBe(`${id}-r2`);
  expect(readFileSync(join(root, ".gitignore"), "utf8")).toBe("*\n");
});

test("a feed tells what is new since its last look", async () => {
  const root = rootIn(folder());
  const id = await runOf(root, tinyPlan(), false);
  const feed = new RunFeed(root, () => 0);
  expect((await feed.refresh()).map(({ run }) => run.status)).toEqual(["queued"]);
  expect(await feed.refresh()).toEqual([]);
  appendEvent(runFolder(root, id), queued);
  expect((await feed.refresh()).map(({ events }) => events)).toEqual([[queued]]);
  expect(feed.get(id)?.state.phase).toBe("queued");
});

test("one process owns a run, and an owner that is gone is replaced", () => {
  const path = join(folder(), ownerFile);
  const now = Date.now();
  const owner = takeOwnership(path, now);
  expect(takeOwnership(path, now)).toBeUndefined();
  owner?.release();
  // No process has this number: Linux ends at 4 194 304.
  writeFileSync(path, JSON.stringify({ pid: 99_999_999, host: hostname() }));
  expect(ownerAlive(path, now)).toBe(false);
  expect(takeOwnership(path, now)).toBeDefined();
});

test("an owner on another machine is alive as long as its heartbeat is", () => {
  const path = join(folder(), ownerFile);
  writeFileSync(path, JSON.stringify({ pid: 1, host: "another-machine" }));
  const now = Date.now();
  expect(ownerAlive(path, now)).toBe(true);
  expect(ownerAlive(path, now + 10 * 60_000)).toBe(false);
});

test("the nearest .sparse folder above is the one in use", async () => {
  const outer = folder();
  await makeRoot(rootIn(outer));
  expect(nearestRoot(join(outer, "a", "b"))).toBe(rootIn(outer));
});

test("tickets are taken in the order they came, whatever their names", async () => {
  const root = folder();
  await addTickets(
    root,
    [
      { id: "z", threads: 1 },
      { id: "a-z", threads: 2 },
    ],
    20,
  );
  await addTickets(root, [{ id: "early", threads: 1 }], 10);
  expect((await tickets(root)).map(({ id }) => id)).toEqual(["early", "z", "a-z"]);
  expect(await removeTicket(root, "z")).toBe(true);
  expect((await tickets(root)).map(({ id }) => id)).toEqual(["early", "a-z"]);
  expect(await removeTicket(root, "z")).toBe(false);
});

test("a checkpoint comes back with every number", async () => {
  const run = folder();
  const graph = preset("cifar_resnet_8_4", { classes: 10 })!;
  const state = { ...initialState(graph, 3), momentum: initialState(graph, 4).parameters };
  const best = { epoch: 2, accuracy: 0.5, ...initialState(graph, 5) };
  const tally = { ...emptyTally, images: 64, loss: 1 / 3 };
  expect(await readCheckpoint(run, graph)).toBeUndefined();
  const { parameters, buffers } = best;
  const checkpoint = {
    step: 7,
    state,
    epoch: tally,
    recent: emptyTally,
    best: { epoch: 2, accuracy: 0.5, parameters, buffers },
  };
  const masks = new Map([["fc.weight", Uint8Array.from({ length: 160 }, (_, at) => at % 2)]]);
  await writeCheckpoint(run, checkpointFile, graph, checkpoint, masks);
  expect(await readCheckpoint(run, graph)).toEqual({ ...checkpoint, masks });
  const wider = preset("cifar_resnet_8_8", { classes: 10 })!;
  await expect(readCheckpoint(run, wider)).rejects.toThrow("does not fit this network");
});

test("a damaged safetensors file is refused in words", async () => {
  const path = join(folder(), "x.safetensors");
  await writeSafetensors(path, {
    tensors: new Map([["a", { shape: [2], data: Float32Array.of(1, 2) }]]),
    metadata: {},
  });
  expect((await readSafetensors(path)).tensors.get("a")).toEqual({ shape: [2], data: Float32Array.of(1, 2) });
  expect(existsSync(`${path}.part`)).toBe(false);
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, whole.length - 1));
  await expect(readSafetensors(path)).rejects.toThrow('tensor "a" does not describe data inside the file');
  writeFileSync(path, whole.subarray(0, 20));
  await expect(readSafetensors(path)).rejects.toThrow("goes past its end");
});

test("a run that ends while it is looked at is over, not interrupted", async () => {
  const root = rootIn(folder());
  const run = runFolder(root, await runOf(root, tinyPlan(), false));
  const device = { engine: "sparse", description: "1 CPU thread", threads: 1 };
  const owner = takeOwnership(join(run, ownerFile), Date.now())!;
  appendEvent(run, { kind: "started", at: 1, pid: 1, host: "here", device });
  // The feed asks for the time between reading the events and looking for their writer: there the run ends.
  const feed = new RunFeed(root, () => {
    if (existsSync(join(run, ownerFile))) {
      appendEvent(run, stopped);
      owner.release();
    }
    return Date.now();
  });
  const [change] = await feed.refresh();
  expect(change).toMatchObject({ run: { status: "stopped" }, events: [{ kind: "started" }, { kind: "finished" }] });
});
