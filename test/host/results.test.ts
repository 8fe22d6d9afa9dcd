import { expect, test } from "vitest";
import type { Plan } from "../../src/core/experiment/plan";
import { planTitle } from "../../src/core/experiment/plans";
import { formatTitles } from "../../src/core/chart/fileRequest";
import { defaultOptions } from "../../src/core/results/options";
import { thinned } from "../../src/core/results/thin";
import {
  isKeptResults,
  isResultsCommand,
  isResultsRequest,
  readResultsMessage,
  type ResultsMessage,
} from "../../src/core/results/panel";
import { cellKey } from "../../src/core/run/compare";
import type { RunEvent } from "../../src/core/run/event";
import { fold, newRun } from "../../src/core/run/state";
import { denseTwin } from "../../src/core/run/twin";
import { ResultsTalk } from "../../src/host/results/talk";
import type { RunView } from "../../src/store/feed";
import { nothingKnown, runsOf, toldOf, withMessage, type ResultsState } from "../../webview/results/state";
import { sampleEvents, samplePlan, samplePlanOf } from "./sampleRuns";

const twinPlan = denseTwin(samplePlan);

test("the page knows all runs in a few words, and of the chosen ones and their dense twins everything", async () => {
  const { talk, page } = conversation([samplePlan, twinPlan, samplePlanOf(0.2)]);
  await talk.choose(["run 0"]);
  await talk.tellAll();
  const { catalogue, chosen, tracks } = page();
  expect([...catalogue.keys()]).toEqual(["run 0", "run 1", "run 2"]);
  expect(chosen).toEqual(["run 0"]);
  expect([...tracks.keys()]).toEqual(["run 0", "run 1"]);
  expect(runsOf(page()).map(({ state }) => state)).toEqual(
    [samplePlan, twinPlan].map((plan) => fold(sampleEvents(plan, 6))),
  );
});

test("seeds of one network are one cell", async () => {
  const { talk, page } = conversation([samplePlan, { ...samplePlan, seed: 2 }, twinPlan]);
  await talk.tellAll();
  expect([...page().catalogue.values()].map(({ cell, seed }) => [cell, seed])).toEqual([
    [0, 1],
    [0, 2],
    [1, 1],
  ]);
});

test("of a run that trains only what is new is told, and nothing of runs that are not shown", async () => {
  const { talk, sent, page, views } = conversation([samplePlan, samplePlanOf(0.2)]);
  await talk.choose(["run 0"]);
  const [first, second] = views;
  sent.length = 0;
  const more = sampleEvents(samplePlan, 6).slice(0, 2);
  await talk.tell([
    { run: first!, events: more, from: first!.events.length, before: "running" },
    { run: second!, events: more, from: 0, before: "running" },
  ]);
  expect(sent.map(({ kind }) => kind)).toEqual(["catalogue", "events"]);
  expect(page().tracks.get("run 0")?.count).toBe(first!.events.length + 2);
});

test("a dense twin that joins is shown too, without telling the others anew", async () => {
  const { talk, sent, page, views } = conversation([samplePlan]);
  await talk.choose(["run 0"]);
  const twin = view("twin", twinPlan);
  views.push(twin);
  sent.length = 0;
  await talk.tell([{ run: twin, events: twin.events, from: 0, before: undefined }]);
  expect(sent.map(({ kind }) => kind)).toEqual(["catalogue", "chosen", "many"]);
  expect([...page().tracks.values()].map(({ count }) => count)).toEqual([views[0]!.events.length, twin.events.length]);
});

test("of many runs together a page gets fewer points of each curve, and goes on from where they are", async () => {
  const events = sampleEvents(samplePlan, 6);
  const points = (all: readonly RunEvent[]) => all.filter(({ kind }) => kind === "progress");
  expect(points(events)).toHaveLength(120);
  // 240 points for 12 runs: 20 each, the first and the last among them.
  const few = thinned(events, 12, 240);
  expect(points(few)).toHaveLength(20);
  expect([points(few)[0], points(few).at(-1)]).toEqual([points(events)[0], points(events).at(-1)]);
  expect(few.length).toBe(events.length - 100);
  expect(thinned(events, 2, 240)).toBe(events);

  const { talk, page } = conversation([samplePlan]);
  await talk.choose(["run 0"]);
  const fresh: ResultsState = {
    ...page(),
    tracks: new Map([["run 0", { ...page().tracks.get("run 0")!, count: 0, state: newRun }]]),
  };
  const known = withMessage(fresh, { kind: "events", of: "run 0", from: 0, events: few, all: events.length });
  expect(known?.tracks.get("run 0")?.state.progress).toHaveLength(20);
  const [last] = points(events).slice(-1);
  const more = withMessage(known!, { kind: "events", of: "run 0", from: events.length, events: [last!] });
  expect(more?.tracks.get("run 0")?.state.progress).toHaveLength(21);
});

test("of a hundred runs the events come in two messages, and what is wrong with one refuses its message", async () => {
  const plans = Array.from({ length: 100 }, (_, index) => ({ ...samplePlan, seed: index + 1 }));
  const { talk, sent, page } = conversation(plans);
  await talk.choose(plans.map((_, index) => `run ${index}`));
  expect(sent.map((message) => (message.kind === "many" ? message.runs.length : message.kind))).toEqual([
    "chosen",
    64,
    36,
  ]);
  expect([...page().tracks.values()].map(({ state }) => state.phase)).toEqual(Array(100).fill("completed"));
  const wrong = { kind: "events", of: "run 1", from: 0, events: [{ kind: "epoch" }] };
  expect(readResultsMessage({ kind: "many", runs: [wrong] })).toBeUndefined();
});

test("of a hundred runs it can be told how many are read, and a later choice ends the reading", async () => {
  const plans = Array.from({ length: 100 }, (_, index) => ({ ...samplePlan, seed: index + 1 }));
  const { talk, sent, page } = conversation(plans);
  const first = talk.choose(plans.map((_, index) => `run ${index}`));
  expect([toldOf(page()), page().tracks.size]).toEqual([0, 100]);
  expect(runsOf(page())).toEqual([]);
  await Promise.all([first, talk.choose(["run 99"])]);
  expect(sent.map((message) => (message.kind === "many" ? message.runs.length : message.kind))).toEqual([
    "chosen",
    "chosen",
    1,
  ]);
  expect([toldOf(page()), page().tracks.size]).toEqual([1, 1]);
});

test("what happens in a run before its events are read is not told apart from them", async () => {
  const { talk, sent, views } = conversation([samplePlan]);
  const reading = talk.choose(["run 0"]);
  const [run] = views;
  await talk.tell([{ run: run!, events: run!.events.slice(-1), from: run!.events.length - 1, before: "running" }]);
  await reading;
  expect(sent.map(({ kind }) => kind)).toEqual(["chosen", "catalogue", "many"]);
});

test("whoever chooses fewer runs after many sees all points of their curves", () => {
  const events = sampleEvents(samplePlan, 6);
  const runs = [{ id: "a", title: "a", plan: samplePlan }];
  const chosen = withMessage(nothingKnown, { kind: "chosen", ids: ["a"], runs })!;
  const few = thinned(events, 12, 240);
  const known = withMessage(chosen, { kind: "events", of: "a", from: 0, events: few, all: events.length })!;
  const pointsIn = (state: ResultsState) => state.tracks.get("a")?.state.progress.length;
  expect([pointsIn(known), known.tracks.get("a")?.thinned]).toEqual([20, true]);
  const whole = withMessage(known, { kind: "events", of: "a", from: 0, events })!;
  expect([pointsIn(whole), whole.tracks.get("a")?.thinned]).toEqual([120, undefined]);
});

test("a run that is gone is shown no more", async () => {
  const { talk, page, views } = conversation([samplePlan, samplePlanOf(0.2)]);
  await talk.choose(["run 0", "run 1"]);
  views.pop();
  await talk.tell([]);
  expect(page().chosen).toEqual(["run 0"]);
  expect([...page().catalogue.keys()]).toEqual(["run 0"]);
});

test("a page that has missed events notices it", () => {
  const events = sampleEvents(samplePlan, 1);
  const known = withMessage(nothingKnown, {
    kind: "chosen",
    ids: ["a"],
    runs: [{ id: "a", title: "a", plan: samplePlan }],
  });
  expect(withMessage(known!, { kind: "events", of: "a", from: 1, events })).toBeUndefined();
  expect(withMessage(known!, { kind: "events", of: "b", from: 1, events })).toBe(known);
});

test("commands and what can be exported are checked like everything else", () => {
  expect(isResultsCommand({ kind: "tab", tab: "layers" })).toBe(true);
  expect(isResultsCommand({ kind: "tab", tab: "constructor" })).toBe(false);
  expect(isResultsCommand({ kind: "export", format: "png", how: "save" })).toBe(true);
  expect(isResultsCommand({ kind: "export", format: "exe", how: "save" })).toBe(false);
  expect(isResultsCommand({ kind: "do", action: "delete" })).toBe(false);
  expect(isResultsRequest({ kind: "formats", formats: ["csv", "tex"] })).toBe(true);
  expect(isResultsRequest({ kind: "formats", formats: ["exe"] })).toBe(false);
  expect(Object.keys(formatTitles).every((id) => isResultsRequest({ kind: "formats", formats: [id] }))).toBe(true);
});

test("which networks are unfolded is kept, and what was kept before there were any still fits", () => {
  const kept = { chosen: [], tab: "cost", options: defaultOptions, choosing: true };
  expect(isKeptResults(kept)).toBe(true);
  expect(isKeptResults({ ...kept, unfolded: ["run 0"] })).toBe(true);
  expect(isKeptResults({ ...kept, unfolded: [0] })).toBe(false);
});

test("what is not in the contract is refused on both sides", () => {
  expect(isResultsRequest({ kind: "save", name: "a.svg", content: "", encoding: "utf8" })).toBe(true);
  expect(isResultsRequest({ kind: "save", name: "../a.svg", content: "", encoding: "utf8" })).toBe(false);
  expect(isResultsRequest({ kind: "save", name: "a.sh", content: "", encoding: "utf8" })).toBe(false);
  expect(readResultsMessage({ kind: "events", of: "a", from: 0, events: [{ kind: "epoch" }] })).toBeUndefined();
  const runs = [{ id: "a", title: "a", plan: { version: 99 } }];
  expect(readResultsMessage({ kind: "chosen", ids: ["a"], runs })).toEqual({ kind: "chosen", ids: ["a"], runs: [] });
});

/** A host with the runs of these plans, and the page at the other end. */
function conversation(plans: readonly Plan[]) {
  const views = plans.map((plan, index) => view(`run ${index}`, plan));
  const sent: ResultsMessage[] = [];
  const runs = {
    runs: views,
    get: (id: string) => views.find((run) => run.id === id),
    events: (id: string) => Promise.resolve(views.find((run) => run.id === id)?.events ?? []),
  };
  let known: ResultsState = nothingKnown;
  const talk = new ResultsTalk(runs, (message) => {
    sent.push(message);
    // As through the wire.
    known = withMessage(known, readResultsMessage(JSON.parse(JSON.stringify(message)))!)!;
    return Promise.resolve();
  });
  return { talk, sent, views, page: () => known };
}

function view(id: string, plan: Plan): RunView & { readonly events: ReturnType<typeof sampleEvents> } {
  const events = sampleEvents(plan, 6);
  const cell = cellKey(plan);
  return {
    id,
    folder: "/r",
    plan,
    title: planTitle(plan),
    cell,
    twin: cellKey(denseTwin(plan)),
    status: "completed",
    state: fold(events),
    events,
  };
}
