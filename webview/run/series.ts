/** What the charts draw, as data: which lines there are, what they are called and how they are told apart. */
import { curves, type Point, type Quantity } from "../../src/core/run/curves";
import type { Track, Tracks } from "./track";
import type { Words } from "./words";

export interface Series {
  readonly label: string;
  readonly points: readonly Point[];
  readonly colour: "charts-blue" | "charts-orange";
  /** Marks and dashes tell lines apart where colours do not. */
  readonly style: "thin" | "marked" | "dashed" | "tests" | "dashed tests";
}

export function seriesOf({ run, twin }: Tracks, quantity: Quantity, words: Words): Series[] {
  return [
    ...(run === undefined ? [] : ownSeries(run, quantity, words)),
    ...(twin === undefined ? [] : twinSeries(twin, quantity, words)),
  ].filter(({ points }) => points.length > 0);
}

/** Where the axis ends, in epochs: a little beyond the last point, so that a long run's first epochs are not a dash. */
export function axisEnd(series: readonly Series[], epochs: number): number {
  const reached = Math.max(0, ...series.map(({ points }) => points.at(-1)?.x ?? 0));
  return Math.min(epochs, Math.max(1, Math.ceil(1.25 * reached)));
}

function ownSeries({ state, head }: Track, quantity: Quantity, { say }: Words): Series[] {
  const { training, validation, test } = curves(state, quantity, head.epochs);
  return [
    { label: say("training"), points: training, colour: "charts-blue", style: "thin" },
    { label: say("validation"), points: validation, colour: "charts-blue", style: "marked" },
    { label: say("test"), points: test, colour: "charts-blue", style: "tests" },
  ];
}

/** The twin is there to compare with: its validation, or its training where nothing is held back. */
function twinSeries({ state, head }: Track, quantity: Quantity, { say }: Words): Series[] {
  const { training, validation, test } = curves(state, quantity, head.epochs);
  const line =
    validation.length > 0
      ? { label: say("twinValidation"), points: validation }
      : { label: say("twinTraining"), points: training };
  return [
    { ...line, colour: "charts-orange", style: "dashed" },
    { label: say("twinTest"), points: test, colour: "charts-orange", style: "dashed tests" },
  ];
}
