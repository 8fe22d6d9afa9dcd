import { expect, test } from "vitest";
import { fold } from "../../src/core/run/state";
import type { HeadsMessage, RunHead } from "../../src/core/run/panel";
import { sampleEvents, samplePlan } from "../host/sampleRuns";
import { seriesOf } from "../../webview/run/series";
import { withEvents, withHeads, type Tracks } from "../../webview/run/track";
import { wordsIn } from "../../webview/run/words";

const head: RunHead = { id: "a", title: "a", status: "running", epochs: 6, stopping: false };
const heads: HeadsMessage = { kind: "heads", run: head };
const events = sampleEvents(samplePlan, 6);
const empty = withHeads({}, heads);

test("events in pieces add up to the run", () => {
  const tracks = send(send(empty, 0, 10), 10, events.length);
  expect(tracks.run?.state).toEqual(fold(events));
});

test("events that come twice are folded once", () => {
  const tracks = send(send(empty, 0, 12), 5, events.length);
  expect(tracks.run?.state).toEqual(fold(events));
});

test("a gap is noticed", () => {
  expect(
    withEvents(send(empty, 0, 4), { kind: "events", of: "run", from: 5, events: events.slice(5) }),
  ).toBeUndefined();
});

test("another run under the same name starts anew, the same one goes on", () => {
  const tracks = send(empty, 0, 10);
  expect(withHeads(tracks, { ...heads, run: { ...head, status: "stopped" } }).run?.count).toBe(10);
  expect(withHeads(tracks, { ...heads, run: { ...head, id: "b" } }).run?.count).toBe(0);
});

test("the dense twin is drawn beside the run, and lines without points are not", () => {
  const alone = send(empty, 0, events.length);
  expect(labels(alone)).toEqual(["training", "validation", "test"]);
  const both = withHeads(alone, { ...heads, twin: { ...head, id: "twin" } });
  expect(labels(both)).toEqual(["training", "validation", "test"]);
  const drawn = withEvents(both, { kind: "events", of: "twin", from: 0, events });
  expect(labels(drawn ?? {})).toEqual(["training", "validation", "test", "dense twin, validation", "dense twin, test"]);
});

function labels(tracks: Tracks): string[] {
  return seriesOf(tracks, "accuracy", wordsIn("en")).map(({ label }) => label);
}

function send(tracks: Tracks, from: number, end: number): Tracks {
  const next = withEvents(tracks, { kind: "events", of: "run", from, events: events.slice(from, end) });
  if (next === undefined) throw new Error("There is a gap.");
  return next;
}
