/** Numbers and states of a run as people read them: the same in tree, status bar and chart. */
import type { EventOf } from "./event";
import { type RunState, type Scoring, testOf } from "./state";
import type { Locale } from "../template";
import { runPhrase } from "./phrases";
import type { RunStatus } from "./status";

/** A share as a percentage: "81.2 %". */
export function percent(share: number, digits = 1, locale: Locale = "en"): string {
  return `${(100 * share).toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })} %`;
}

/** A difference of two shares in percentage points, signed: "−1.1 points". */
export function points(difference: number, locale: Locale): string {
  const rounded = Math.round(1000 * difference) / 10;
  const sign = rounded > 0 ? "+" : rounded < 0 ? "−" : "±";
  return runPhrase("points", { value: `${sign}${Math.abs(rounded).toFixed(1)}` }, locale);
}

/** "27,312". */
export function count(value: number, locale: Locale = "en"): string {
  return Math.round(value).toLocaleString(locale);
}

/** A large number in short: "41.2 M". */
export function short(value: number): string {
  const units: readonly (readonly [number, string])[] = [
    [1e9, " G"],
    [1e6, " M"],
    [1e3, " k"],
  ];
  const [size, unit] = units.find(([least]) => value >= least) ?? [1, ""];
  return `${significant(value / size)}${unit}`;
}

/** An amount of memory: "148 MB", "1.2 GB"; a MB is a million bytes. */
export function bytes(value: number): string {
  return value < 1e9 ? `${Math.max(1, Math.round(value / 1e6))} MB` : `${(value / 1e9).toFixed(1)} GB`;
}

/** Three significant digits without a needless end: 0.1, 0.0312, 1. Densities, losses and rates. */
export function significant(value: number, locale: Locale = "en"): string {
  return Number(value.toPrecision(3)).toLocaleString(locale, { maximumSignificantDigits: 3 });
}

/** "under a second", "45 s", "3 min 20 s", "1 h 12 min". */
export function duration(ms: number, locale: Locale = "en"): string {
  const { less, second, minute, hour } = times[locale];
  if (ms < 1000) return less;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} ${second}`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} ${minute} ${seconds % 60} ${second}`
    : `${Math.floor(minutes / 60)} ${hour} ${minutes % 60} ${minute}`;
}

/** A duration that is not known to the second, in two digits: "8.5 s", "47 s", "2.5 min", "1.2 h", "14 d". */
export function roughDuration(ms: number, locale: Locale = "en"): string {
  const { second, minute, hour, day } = times[locale];
  const units: readonly (readonly [size: number, unit: string])[] = [
    [86_400_000, day],
    [3_600_000, hour],
    [60_000, minute],
    [1000, second],
  ];
  // A unit goes on for a while after the next one begins: 80 s, 35 h.
  const [size, unit] = units.find(([size]) => ms >= 1.5 * size) ?? units.at(-1)!;
  return `${Number(Math.max(0.1, ms / size).toPrecision(2)).toLocaleString(locale)} ${unit}`;
}

const times = {
  en: { less: "under a second", second: "s", minute: "min", hour: "h", day: "d" },
  ja: { less: "1 秒未満", second: "秒", minute: "分", hour: "時間", day: "日" },
};

/** The epoch a run is in, or ended in, counted from 1. */
export function currentEpoch(state: RunState, epochs: number): number {
  return Math.min(epochs, (state.epochs.at(-1)?.epoch ?? 0) + 1);
}

/** "epoch 3/6", or what a run does before its first step and after its last. */
export function progressWords(state: RunState, epochs: number, locale: Locale): string {
  const { phase, testing } = state;
  if (testing !== undefined)
    return runPhrase("progress.testing", { share: percent(testing.done / testing.total, 0) }, locale);
  if (phase === "preparing" || phase === "scoring") return runPhrase(`progress.${phase}`, {}, locale);
  return runPhrase("progress.epoch", { epoch: currentEpoch(state, epochs), epochs }, locale);
}

/** "scoring weights for snip on 128 images", or how long that took: "weights scored for snip on 128 images in 2 s". */
export function scoringWords({ scheme, images, seconds }: Scoring, locale: Locale): string {
  const on =
    images === 0 ? {} : { images: runPhrase(images === 1 ? "image" : "images", { count: count(images) }, locale) };
  return seconds === undefined
    ? runPhrase("scoring.doing", { scheme, ...on }, locale)
    : runPhrase("scoring.done", { scheme, ...on, time: duration(1000 * seconds, locale) }, locale);
}

/** The best word there is on how good a run is: its test accuracy, else that of validation, else of training. */
export function knownAccuracy(
  state: RunState,
): { readonly on: "test" | "validation" | "training"; readonly value: number } | undefined {
  const tested = testOf(state, "last")?.metrics.accuracy;
  if (tested !== undefined) return { on: "test", value: tested };
  const validated = state.epochs.at(-1)?.validation?.accuracy;
  if (validated !== undefined) return { on: "validation", value: validated };
  const trained = state.progress.at(-1)?.accuracy;
  return trained === undefined ? undefined : { on: "training", value: trained };
}

/** "2 CPU threads, relaxed SIMD"; of an engine that this version does not know, what it says of itself. */
export function deviceWords(device: EventOf<"started">["device"], locale: Locale): string {
  const { engine, description, threads: number, module } = device;
  if (engine !== "sparse" || (module !== "relaxed" && module !== "simd128")) return description;
  const threads = runPhrase(number === 1 ? "device.thread" : "device.threads", { count: count(number) }, locale);
  return runPhrase("device.sparse", { threads, module: runPhrase(`module.${module}`, {}, locale) }, locale);
}

/** How a status is called; `running` is told apart by what the run does. */
export function statusWord(status: RunStatus, locale: Locale): string {
  return runPhrase(`status.${status}`, {}, locale);
}
