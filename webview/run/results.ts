import { isImageShare, metricTitle, metricValue } from "../../src/core/run/metricWords";
import { testOf } from "../../src/core/run/state";
import { points, significant } from "../../src/core/run/words";
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
    ...(dense === undefined ? [] : [`dense twin ${metricValue(id, dense)} (${difference(id, value - dense)})`]),
    ...(best === undefined || bestValue === undefined
      ? []
      : [`best epoch (${best.epoch}) ${metricValue(id, bestValue)}`]),
  ];
  return make(
    "article",
    { class: "card" },
    make("h2", {}, metricTitle(id, "en")),
    make("p", { class: "value" }, metricValue(id, value)),
    ...lines.map((line) => make("p", { class: "beside" }, line)),
  );
}

function difference(id: string, value: number): string {
  if (isImageShare(id)) return points(value, "en");
  return `${value < 0 ? "−" : value > 0 ? "+" : "±"}${significant(Math.abs(value))}`;
}
