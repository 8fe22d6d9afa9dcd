/** What chart.js draws of a chart's series, at rest and while the chart moves. */
import type { Chart, ChartDataset } from "chart.js";
import type { ChartModel, Series } from "../../src/core/chart/model";
import { styleOf, type Marker, type Style } from "../../src/core/chart/palette";
import { themeColour, translucent } from "../theme";
import { hatching } from "./hatching";
import { joined, isCrowded, thinLines, type Window } from "./lines";
import { strips } from "./moving";

/** Series that are drawn as one: the datasets of what is to be seen of them. */
type Layer = (window: Window) => readonly ChartDataset[];

/** What is drawn at rest, and while the chart moves: then plain lines are no datasets. */
export interface Layers {
  readonly resting: readonly Layer[];
  readonly moving: readonly Layer[];
  readonly drawMoving: (chart: Chart) => void;
}

/** Beyond so many lines nobody tells dashes apart, and lines of one pixel take a fraction of the time of two. */
const many = 500;

/** Of a crowded chart, lines that look alike are one dataset: for the library each one costs more than its points. */
export function layersOf(model: ChartModel): Layers {
  const { series } = model;
  if (!isCrowded(model)) {
    const layers = series.map(datasets).map((drawn) => () => drawn);
    return { resting: layers, moving: layers, drawMoving: () => undefined };
  }
  const thin = thinLines(series);
  const plain = series.filter(isPlain);
  const others = series.filter((each) => !isPlain(each)).map((each) => layer([each], thin));
  const byColour = alike(plain, ({ theme }) => theme);
  const looks =
    plain.length > many
      ? byColour.map((group) => layer(group, thin, { borderWidth: 1, borderDash: [] }))
      : alike(plain, ({ theme, dash, marker }) => [theme, dash, marker]).map((group) => layer(group, thin));
  const colours = byColour.map((group) => ({ group, colour: colourOf(group[0]!) }));
  return {
    resting: [...others, ...looks],
    moving: others,
    drawMoving: strips((window) =>
      colours.map(({ group, colour }) => {
        return { colour, isLine: group[0]!.kind === "line", lines: group.map((each) => thin(each, window)) };
      }),
    ),
  };
}

/** A line, or points, without intervals. */
function isPlain({ kind, points }: Series): boolean {
  return (kind === "line" || kind === "points") && !points.some(({ low }) => low !== undefined);
}

/** Lines of one look together. */
function alike(series: readonly Series[], look: (style: Style) => unknown): readonly (readonly Series[])[] {
  const groups = new Map<string, Series[]>();
  for (const each of series) {
    const { kind, slot, faint } = each;
    const key = JSON.stringify([kind, faint, look(styleOf(slot))]);
    const others = groups.get(key);
    if (others === undefined) groups.set(key, [each]);
    else others.push(each);
  }
  return [...groups.values()];
}

type LineLook = Pick<ChartDataset<"line">, "borderWidth" | "borderDash">;

function layer(group: readonly Series[], thin: ReturnType<typeof thinLines>, look: LineLook = {}): Layer {
  const first = group[0]!;
  const drawn = datasets(first);
  if (!isPlain(first)) return () => drawn;
  const dataset = drawn[0]!;
  if (first.kind === "line") Object.assign(dataset, { pointRadius: 0, ...look });
  return (window) => {
    const data = joined(group.map((each) => thin(each, window)));
    // The library has to see that these are not in order.
    return [Object.assign(dataset, { data, parsing: { xAxisKey: "x" } })];
  };
}

/** Of a series, as the theme has it now. */
function colourOf({ kind, slot, faint }: Series): string {
  const { theme, dark } = styleOf(slot);
  const colour = kind === "guide" ? themeColour("foreground") : themeColour(theme) || dark;
  return faint === true || kind === "guide" ? translucent(colour, 0.35) : colour;
}

function datasets(series: Series): ChartDataset[] {
  const { label, slot, kind, points, faint = false } = series;
  const style = styleOf(slot);
  const plain = themeColour("foreground");
  const colour = kind === "guide" ? plain : themeColour(style.theme) || style.dark;
  const line = {
    label,
    borderColor: colourOf(series),
    backgroundColor: colour,
    borderWidth: faint || kind === "guide" ? 1 : 2,
    borderDash: kind === "guide" ? [4, 4] : faint ? [] : style.dash.map((length) => 2 * length),
    pointStyle: markers[style.marker],
    pointRotation: style.marker === "wedge" ? 180 : 0,
    pointRadius: faint || points.length > 60 || kind === "guide" ? 0 : 4,
    pointHitRadius: 6,
    clip: 8,
  } as const;
  if (kind === "band") {
    const edge = { ...line, borderWidth: 0, pointRadius: 0, backgroundColor: translucent(colour, 0.18), label: "" };
    return [
      { ...edge, type: "line", data: points.map(({ x, y, high = y }) => ({ x, y: high })), fill: "+1" },
      { ...edge, type: "line", data: points.map(({ x, y, low = y }) => ({ x, y: low })) },
    ];
  }
  const spread = points.some(({ low, high }) => low !== undefined || high !== undefined);
  const data = points.map(({ x, y, low = y, high = y }) => (spread ? { x, y, yMin: low, yMax: high } : { x, y }));
  const bars = { errorBarColor: plain, errorBarWhiskerColor: plain, errorBarLineWidth: 1, errorBarWhiskerLineWidth: 1 };
  if (kind === "bars") {
    // Behind the lines, which would be hidden by them.
    const backgroundColor = hatching(colour, style.hatch);
    const behind = { ...line, backgroundColor, borderWidth: 1, borderDash: [], order: 1 };
    return [{ ...behind, type: spread ? "barWithErrorBars" : "bar", data, ...bars } as never];
  }
  return [
    {
      ...line,
      type: spread ? "lineWithErrorBars" : "line",
      data,
      showLine: kind !== "points",
      stepped: kind === "steps",
      ...bars,
      errorBarColor: colour,
      errorBarWhiskerColor: colour,
    } as never,
  ];
}

const markers: Readonly<Record<Marker, string>> = {
  circle: "circle",
  square: "rect",
  triangle: "triangle",
  diamond: "rectRot",
  wedge: "triangle",
};
