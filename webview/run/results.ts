import { isImageShare, metricTitle, metricValue } from "../../src/core/run/metricWords";
import { testOf } from "../../src/core/run/state";
import { points, significant } from "../../src/core/run/words";
import type { Locale } from "../../src/core/template";
import { make } from "../dom";
import type { Track, Tracks } from "./track";
import type { Words } from "./words";

/** One card a metric: this run's value, that of its dense twin and the difference. */
export function resultCards({ run, twin }: Tracks, words: Words): HTMLElement[] {
  const test = run === undefined ? undefined : testOf(run.state, "last");
  if (run === undefined || test === undefined) return [];
  return Object.entries(test.metrics).map(([id, value]) => card(id, value, { run, twin }, words));
}

function card(
  id: string,
  value: number,
  { run, twin }: { readonly run: Track; readonly twin: Track | undefined },
  { say, locale }: Words,
): HTMLElement {
  const dense = twin === undefined ? undefined : testOf(twin.state, "last")?.metrics[id];
  const tested = testOf(run.state, "best");
  const best = tested?.epoch === run.head.epochs ? undefined : tested;
  const bestValue = best?.metrics[id];
  const lines = [
    ...(dense === undefined
      ? []
      : [say("twinValue", { value: metricValue(id, dense), difference: difference(id, value - dense, locale) })]),
    ...(best === undefined || bestValue === undefined
      ? []
      : [say("bestValue", { epoch: best.epoch, value: metricValue(id, bestValue) })]),
  ];
  return make(
    "article",
    { class: "card" },
    make("h2", {}, metricTitle(id, locale)),
    make("p", { class: "value" }, metricValue(id, value)),
    ...lines.map((line) => make("p", { class: "beside" }, line)),
  );
}

function difference(id: string, value: number, locale: Locale): string {
  if (isImageShare(id)) return points(value, locale);
  return `${value < 0 ? "−" : value > 0 ? "+" : "±"}${significant(Math.abs(value), locale)}`;
}
