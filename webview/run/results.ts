import { metrics, type MetricId } from "../../src/core/evaluation/metrics";
import { testOf } from "../../src/core/run/state";
import { percent, points, significant } from "../../src/core/run/words";
import { make } from "../dom";
import type { Track, Tracks } from "./track";

/** One card a metric: this run's value, that of its dense twin and the difference. */
export function resultCards({ run, twin }: Tracks): HTMLElement[] {
  const test = run === undefined ? undefined : testOf(run.state, "last");
  if (run === undefined || test === undefined) return [];
  return Object.entries(test.metrics).map(([id, value]) => card(id, value, run, twin));
}

function card(id: string, value: number, run: Track, twin: Track | undefined): HTMLElement {
  const dense = twin === undefined ? undefined : testOf(twin.state, "last")?.metrics[id];
  const tested = testOf(run.state, "best");
  const best = tested?.epoch === run.head.epochs ? undefined : tested;
  const bestValue = best?.metrics[id];
  const lines = [
    ...(dense === undefined ? [] : [`dense twin ${text(id, dense)} (${difference(id, value - dense)})`]),
    ...(best === undefined || bestValue === undefined ? [] : [`best epoch (${best.epoch}) ${text(id, bestValue)}`]),
  ];
  return make(
    "article",
    { class: "card" },
    make("h2", {}, isMetric(id) ? metrics[id].title : id),
    make("p", { class: "value" }, text(id, value)),
    ...lines.map((line) => make("p", { class: "beside" }, line)),
  );
}

function text(id: string, value: number): string {
  if (id === "accuracy") return percent(value);
  return isMetric(id) && metrics[id].unit !== "" ? `${significant(value)} ${metrics[id].unit}` : significant(value);
}

function difference(id: string, value: number): string {
  if (id === "accuracy") return points(value);
  return `${value < 0 ? "−" : value > 0 ? "+" : "±"}${significant(Math.abs(value))}`;
}

function isMetric(id: string): id is MetricId {
  return Object.hasOwn(metrics, id);
}
