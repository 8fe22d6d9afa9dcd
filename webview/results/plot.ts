/** A chart's data as chart.js draws it. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  type ChartDataset,
  type ChartOptions,
  type ChartType,
  type ScaleOptionsByType,
} from "chart.js";
import {
  BarWithErrorBar,
  BarWithErrorBarsController,
  LineWithErrorBarsController,
  PointWithErrorBar,
} from "chartjs-chart-error-bars";
import zoomPlugin from "chartjs-plugin-zoom";
import { decimate } from "../../src/core/chart/decimate";
import { formatNumber, tickText } from "../../src/core/chart/format";
import type { Axis, ChartModel, Point, Series } from "../../src/core/chart/model";
import { styleOf, type Marker } from "../../src/core/chart/palette";
import type { Locale } from "../../src/core/template";
import { themeColour, translucent } from "../theme";

Chart.register(LinearScale, LogarithmicScale, CategoryScale, LineController, LineElement, PointElement, Tooltip);
Chart.register(BarController, BarElement, Filler, zoomPlugin);
Chart.register(LineWithErrorBarsController, PointWithErrorBar, BarWithErrorBarsController, BarWithErrorBar);

export interface Plot {
  draw(model: ChartModel): void;
  /** Takes the colours of a new theme. */
  recolour(): void;
  zoom(factor: number): void;
  /** By a share of what is to be seen; positive to the right. */
  pan(share: number): void;
  reset(): void;
  readonly isZoomed: () => boolean;
  close(): void;
}

/** Draws into a canvas whose parent has the size. */
export function plotIn(canvas: HTMLCanvasElement, locale: Locale, onZoom: () => void): Plot {
  let drawn: ChartModel | undefined;
  let extents: Readonly<Record<"x" | "y", Extent>> = { x: {}, y: {} };
  const set = (model: ChartModel) => {
    const scales: Scales = { x: scale(model.x, locale, false), y: scale(model.y, locale, true) };
    chart.options = { ...options(model, locale, zoomed), scales: scales };
  };
  const redraw = () => {
    if (drawn === undefined) return;
    const model = drawn;
    chart.data.datasets = model.series.flatMap((series) => datasets(series, (points) => visible(chart, points, model)));
    chart.data.labels = [...(model.x.categories ?? [])];
    // The library has made these its own with the first drawing.
    const { x = {}, y = {} } = chart.config.options?.scales ?? {};
    Object.assign(y, extents.y);
    Object.assign(x, extents.x);
    chart.update("none");
  };
  const zoomed = () => {
    redraw();
    onZoom();
  };
  const chart: Chart = new Chart<ChartType>(canvas, { type: "line", data: { datasets: [] }, options: {} });
  return {
    draw(model) {
      // The zoom lives in the scales' limits, which new options would set back.
      const same = drawn !== undefined && JSON.stringify([drawn.x, drawn.y]) === JSON.stringify([model.x, model.y]);
      drawn = model;
      const { series, x } = model;
      extents = { x: x.scale === "category" ? {} : extentOf(series, places), y: extentOf(series, heights) };
      if (!same) set(model);
      redraw();
      if (!same) redraw();
    },
    recolour() {
      if (drawn === undefined) return;
      set(drawn);
      redraw();
    },
    zoom(factor) {
      chart.zoom(factor);
    },
    pan(share) {
      chart.pan({ x: -share * chart.chartArea.width, y: 0 }, undefined, "none");
    },
    reset() {
      chart.resetZoom("none");
      zoomed();
    },
    isZoomed: () => chart.isZoomedOrPanned(),
    close() {
      chart.destroy();
    },
  };
}

type Scales = Readonly<Record<"x" | "y", Partial<ScaleOptionsByType>>>;

interface Extent {
  readonly suggestedMin?: number;
  readonly suggestedMax?: number;
}

/** What an axis has to hold: the library does not look at charts with error bars where it need not parse the data. */
function extentOf(
  series: readonly Series[],
  valuesOf: (point: Point, kind: Series["kind"]) => readonly number[],
): Extent {
  let [suggestedMin, suggestedMax] = [Infinity, -Infinity];
  for (const { kind, points } of series) {
    for (const value of points.flatMap((point) => valuesOf(point, kind))) {
      if (!Number.isFinite(value)) continue;
      suggestedMin = Math.min(suggestedMin, value);
      suggestedMax = Math.max(suggestedMax, value);
    }
  }
  return suggestedMin > suggestedMax ? {} : { suggestedMin, suggestedMax };
}

const places = ({ x }: Point): readonly number[] => [x];

/** Bars stand on zero. */
const heights = ({ y, low = y, high = y }: Point, kind: Series["kind"]): readonly number[] => {
  return [y, low, high, ...(kind === "bars" ? [0] : [])];
};

/** Points that a chart draws in good time; more are drawn in wider columns. */
const enoughPoints = 30_000;

/**
 * Only what can be told apart, and only what lies within the axis, with a neighbour on each side: of each column the
 * first, lowest, highest and last point. A column is a pixel wide, or more where many lines share the chart.
 */
function visible(chart: Chart, points: readonly Point[], { x: axis, series }: ChartModel): readonly Point[] {
  const scale = chart.scales.x;
  const total = series.reduce((sum, each) => sum + each.points.length, 0);
  // Before the first drawing the library has an axis of its own choice.
  const isReady = scale !== undefined && scale.type !== "category";
  if (!isReady || axis.scale === "category" || total < enoughPoints) return points;
  const { min, max, width } = scale;
  const first = points.findIndex(({ x }) => x >= min);
  const beyond = points.findIndex(({ x }) => x > max);
  const within = points.slice(Math.max(0, first - 1), beyond < 0 ? undefined : beyond + 1);
  const column = Math.max(1, (4 * series.length * width) / enoughPoints);
  return decimate(within, (x) => Math.floor(scale.getPixelForValue(x) / column));
}

type Dataset = ChartDataset;

function datasets(series: Series, shown: (points: readonly Point[]) => readonly Point[]): Dataset[] {
  const { label, slot, kind, faint = false } = series;
  const style = styleOf(slot);
  const plain = themeColour("foreground");
  const colour = kind === "guide" ? plain : themeColour(style.theme) || style.dark;
  const points = shown(series.points);
  const line = {
    label,
    borderColor: faint || kind === "guide" ? translucent(colour, 0.35) : colour,
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
    const behind = { ...line, borderWidth: 1, borderDash: [], order: 1 };
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

function options(model: ChartModel, locale: Locale, onZoom: () => void): ChartOptions {
  return {
    animation: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: { x: scale(model.x, locale, false), y: scale(model.y, locale, true) },
    plugins: {
      tooltip: {
        filter: ({ dataset: { label = "" } }) => label !== "",
        callbacks: {
          title: ([item]) => (item === undefined ? "" : xWords(model.x, item.parsed.x, locale)),
          label: ({ dataset: { label = "" }, raw }) => `${label}: ${pointWords(raw as Raw, model.y, locale)}`,
        },
      },
      zoom: {
        limits: { x: { min: "original", max: "original" } },
        pan: { enabled: true, mode: "x", onPan: onZoom },
        zoom: {
          mode: "x",
          wheel: { enabled: true, modifierKey: "ctrl" },
          pinch: { enabled: true },
          drag: { enabled: true, modifierKey: "shift", backgroundColor: translucent(themeColour("focusBorder"), 0.25) },
          onZoom,
        },
      },
    },
  };
}

interface Raw {
  readonly y: number;
  readonly yMin?: number;
  readonly yMax?: number;
}

function pointWords({ y, yMin, yMax }: Raw, { format }: Axis, locale: Locale): string {
  const value = formatNumber(y, format, locale);
  if (yMin === undefined || yMax === undefined || yMin === yMax) return value;
  return `${value} (${formatNumber(yMin, format, locale)} – ${formatNumber(yMax, format, locale)})`;
}

function xWords({ title, format, categories }: Axis, x: number, locale: Locale): string {
  return categories?.[x] ?? `${title} ${formatNumber(x, format, locale)}`;
}

function scale(axis: Axis, locale: Locale, grid: boolean): Partial<ScaleOptionsByType> {
  const text = themeColour("foreground");
  const line = translucent(text, 0.2);
  const type = { linear: "linear", log: "logarithmic", category: "category" }[axis.scale];
  return {
    type,
    title: { display: true, text: axis.title, color: text },
    grid: { display: grid, color: line },
    border: { color: line },
    offset: axis.scale === "category",
    // An interval may end where no share can lie.
    ...(axis.format === "percent" && {
      afterDataLimits: (limited: { min: number; max: number }) => {
        limited.min = Math.max(0, limited.min);
        limited.max = Math.min(1, limited.max);
      },
    }),
    ...(axis.min !== undefined && { min: axis.min }),
    ...(axis.max !== undefined && { max: axis.max }),
    ticks: {
      color: text,
      maxRotation: 30,
      autoSkip: true,
      ...(axis.scale !== "category" && {
        callback: (value: string | number) => tickText(Number(value), axis.format, locale),
      }),
    },
  } as never;
}
