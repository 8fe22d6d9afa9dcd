/** A chart as data: page, picture, table and files all show exactly this. */
import type { NumberFormat } from "./format";

export interface ChartModel {
  /** Stable, and the stem of exported files: "accuracy-density". */
  readonly id: string;
  readonly title: string;
  /** One or two sentences that say what is to be seen, for those who cannot or need not look. */
  readonly summary: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** What is not drawn and what to do for it, a sentence each: "2 runs have no reliability bins: add ece to evaluate." */
  readonly notes: readonly string[];
}

export interface Axis {
  /** With its unit: "loss (nats)". */
  readonly title: string;
  readonly scale: "linear" | "log" | "category";
  /** How its values are written. */
  readonly format: NumberFormat;
  readonly min?: number;
  readonly max?: number;
  /** Of a category axis: point i stands at x = i. */
  readonly categories?: readonly string[];
}

export interface Series {
  readonly label: string;
  /** Index into the palette: colour, dash and marker together. Series of one network keep their slot in all charts. */
  readonly slot: number;
  /** "guide": a line to compare with, thin and grey (the diagonal); "band": filled between low and high, no mark. */
  readonly kind: "line" | "points" | "bars" | "steps" | "band" | "guide";
  /** Ascending x. A gap is a point with y = NaN. */
  readonly points: readonly Point[];
  /** Behind the others: raw values under a smoothed line, seeds under their mean. No legend entry. */
  readonly faint?: true;
}

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Ends of the 95 % interval (or of the band). */
  readonly low?: number;
  readonly high?: number;
  /** How many seeds or images it is of. */
  readonly n?: number;
}
