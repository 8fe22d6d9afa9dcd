/** From a chart's values to pixels. */
import { scaleLinear, scaleLog } from "d3-scale";
import { tickText } from "../core/chart/format";
import type { Axis, ChartModel } from "../core/chart/model";
import type { Locale } from "../core/template";

export interface Scale {
  /** NaN for what the axis cannot show: nothing below zero on a logarithmic one. */
  readonly at: (value: number) => number;
  readonly ticks: readonly Tick[];
  /** Ends in pixels, that of the lesser values first. */
  readonly range: readonly [number, number];
  /** Pixels from one category to the next; undefined on axes of numbers. */
  readonly step?: number;
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** @param room for so many ticks */
export function scaleOf(
  chart: ChartModel,
  of: "x" | "y",
  range: readonly [number, number],
  { room, locale }: { readonly room: number; readonly locale: Locale },
): Scale {
  const axis = chart[of];
  if (axis.scale === "category") return categoryScale(axis.categories ?? [], range);
  const isLog = axis.scale === "log";
  const [low, high] = domainOf(axis, extent(chart, of));
  const count = Math.max(2, room);
  const scale = isLog ? scaleLog([low, high], range) : scaleLinear([low, high], range);
  const within = withinOf(chart, of);
  if (axis.min === undefined && axis.max === undefined) scale.nice(count);
  else if (axis.max === undefined) scale.domain([axis.min ?? low, scale.copy().nice(count).domain()[1]!]);
  const [least, most] = scale.domain() as [number, number];
  const ticks = isLog ? logTicks(least, most, count) : scale.ticks(count);
  return {
    at: (value) => (Number.isNaN(value) || (isLog && value <= 0) ? NaN : scale(within(value))),
    ticks: ticks.map((value) => ({ at: scale(value), text: tickText(value, axis.format, locale) })),
    range,
  };
}

/** The interval of a share may end where no share can lie. */
function withinOf(chart: ChartModel, of: "x" | "y"): (value: number) => number {
  const areShares = chart.series.every(({ points }) => points.every((point) => !(point[of] < 0 || point[of] > 1)));
  return chart[of].format === "percent" && areShares ? (value) => Math.min(1, Math.max(0, value)) : (value) => value;
}

/** The least and the greatest of all that is to be seen along an axis; least above greatest where nothing is. */
function extent(chart: ChartModel, of: "x" | "y"): readonly [number, number] {
  const isLog = chart[of].scale === "log";
  let [low, high] = [Infinity, -Infinity];
  const within = withinOf(chart, of);
  const see = (value: number): void => {
    if (!Number.isFinite(value) || (isLog && value <= 0)) return;
    low = Math.min(low, within(value));
    high = Math.max(high, within(value));
  };
  for (const { kind, points } of chart.series) {
    // A bar stands on zero.
    if (of === "y" && kind === "bars") see(0);
    for (const point of points) {
      if (of === "x" || kind !== "band") see(point[of]);
      if (of === "x") continue;
      if (point.low !== undefined) see(point.low);
      if (point.high !== undefined) see(point.high);
    }
  }
  return [low, high];
}

function categoryScale(categories: readonly string[], range: readonly [number, number]): Scale {
  const step = (range[1] - range[0]) / Math.max(1, categories.length);
  const at = (index: number) => range[0] + (index + 0.5) * step;
  return { at, ticks: categories.map((text, index) => ({ at: at(index), text })), range, step };
}

/** Never empty and never a single value. */
function domainOf({ min, max, scale }: Axis, [least, most]: readonly [number, number]): readonly [number, number] {
  const isLog = scale === "log";
  const [low, high] = least <= most ? [least, most] : isLog ? [0.1, 1] : [min ?? 0, max ?? (min ?? 0) + 1];
  // A logarithmic axis has no place for an end at zero.
  const ends = [isLog && !(min !== undefined && min > 0) ? low : (min ?? low), max ?? high] as const;
  if (ends[0] < ends[1]) return ends;
  return isLog ? [ends[0] / 2, ends[0] * 2] : [ends[0] - (min === undefined ? 0.5 : 0), ends[0] + 0.5];
}

/** Powers of ten; over few of them their doubles and fivefolds too, and over less than one what is round. */
function logTicks(least: number, most: number, count: number): readonly number[] {
  const decades = Math.log10(most / least);
  if (decades < 0.8) return scaleLinear([least, most], [0, 1]).ticks(count);
  const factors = decades < count / 3 ? [1, 2, 5] : [1];
  const first = Math.floor(Math.log10(least));
  const powers = Array.from({ length: Math.ceil(decades) + 2 }, (_, index) => first + index);
  const every = factors.length > 1 ? 1 : Math.ceil(decades / count);
  return powers
    .filter((power) => power % every === 0)
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .filter((value) => value >= least * (1 - 1e-9) && value <= most * (1 + 1e-9));
}
