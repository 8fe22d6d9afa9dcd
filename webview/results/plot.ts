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
  type ChartArea,
  type ChartDataset,
  type ChartOptions,
  type ChartType,
  type Plugin,
  type ScaleOptionsByType,
  type TooltipItem,
} from "chart.js";
import {
  BarWithErrorBar,
  BarWithErrorBarsController,
  LineWithErrorBarsController,
  PointWithErrorBar,
} from "chartjs-chart-error-bars";
import zoomPlugin from "chartjs-plugin-zoom";
import { formatNumber, tickText } from "../../src/core/chart/format";
import type { Axis, ChartModel, Point, Series } from "../../src/core/chart/model";
import { styleOf, type Marker, type Style } from "../../src/core/chart/palette";
import type { Locale } from "../../src/core/template";
import { themeColour, translucent } from "../theme";
import { hatching } from "./hatching";
import { isCrowded, joined, thinLines, type Window } from "./lines";

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
  let layers: Layers = { resting: [], moving: [] };
  let extents: Readonly<Record<"x" | "y", Extent>> = { x: {}, y: {} };
  let rest: ReturnType<typeof setTimeout> | undefined;
  const set = (model: ChartModel) => {
    const scales: Scales = { x: scale(model.x, locale, false), y: scale(model.y, locale, true) };
    chart.options = { ...options(model, locale, { onMove: move, onMoved: onZoom }), scales };
  };
  const redraw = (model: ChartModel) => {
    layers = layersOf(model);
    chart.data.labels = [...(model.x.categories ?? [])];
    // The library has made these its own with the first drawing.
    const { x = {}, y = {} } = chart.config.options?.scales ?? {};
    Object.assign(y, extents.y);
    Object.assign(x, extents.x);
    chart.update("none");
  };
  // What a chart that moves leaves out is drawn as soon as it stands.
  const move = () => {
    if (drawn === undefined || !isCrowded(drawn)) return;
    clearTimeout(rest);
    rest = setTimeout(() => {
      rest = undefined;
      chart.update("none");
    }, restMs);
  };
  /** Before each drawing, by whomever: only what is to be seen. */
  const beforeUpdate = () => {
    const { min = extents.x.suggestedMin ?? 0, max = extents.x.suggestedMax ?? 1 } = limitsOf(chart);
    // Before the first drawing the library has no area.
    const area = chart.chartArea as ChartArea | undefined;
    const width = Math.max(1, area?.width ?? chart.width);
    const window = { from: min, to: max, width, isMoving: rest !== undefined };
    chart.data.datasets = (window.isMoving ? layers.moving : layers.resting).flatMap((at) => [...at(window)]);
  };
  const thinning: Plugin = { id: "thinning", beforeUpdate };
  const chart: Chart = new Chart<ChartType>(canvas, {
    type: "line",
    data: { datasets: [] },
    options: {},
    plugins: [thinning],
  });
  return {
    draw(model) {
      // The zoom lives in the scales' limits, which new options would set back.
      const same = drawn !== undefined && JSON.stringify([drawn.x, drawn.y]) === JSON.stringify([model.x, model.y]);
      drawn = model;
      const { series, x } = model;
      extents = { x: x.scale === "category" ? {} : extentOf(series, places), y: extentOf(series, heights) };
      if (!same) set(model);
      redraw(model);
    },
    recolour() {
      if (drawn === undefined) return;
      set(drawn);
      redraw(drawn);
    },
    zoom(factor) {
      move();
      chart.zoom(factor);
    },
    pan(share) {
      move();
      chart.pan({ x: -share * chart.chartArea.width, y: 0 }, undefined, "none");
    },
    reset() {
      chart.resetZoom("none");
      onZoom();
    },
    isZoomed: () => chart.isZoomedOrPanned(),
    close() {
      clearTimeout(rest);
      chart.destroy();
    },
  };
}

/** How long a chart has to stand before it is drawn in full again. */
const restMs = 300;

/** What a zoom has set of the horizontal axis. */
function limitsOf({ config }: Chart): { readonly min?: number; readonly max?: number } {
  const { min, max } = (config.options?.scales?.x ?? {}) as { readonly min?: unknown; readonly max?: unknown };
  return { ...(typeof min === "number" && { min }), ...(typeof max === "number" && { max }) };
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

/** Series that are drawn as one: the datasets of what is to be seen of them. */
type Layer = (window: Window) => readonly Dataset[];

/** What is drawn at rest, and while the chart moves. */
interface Layers {
  readonly resting: readonly Layer[];
  readonly moving: readonly Layer[];
}

/**
 * Of a crowded chart, lines that look alike are one dataset: for the library each one costs more than its points. While
 * it moves, colour alone is look enough.
 */
function layersOf(model: ChartModel): Layers {
  const { series } = model;
  if (!isCrowded(model)) {
    const layers = series.map(datasets).map((drawn) => () => drawn);
    return { resting: layers, moving: layers };
  }
  const thin = thinLines(series);
  return {
    resting: alike(series, ({ theme, dash, marker }) => [theme, dash, marker]).map((group) => layer(group, thin, true)),
    moving: alike(series, ({ theme }) => theme).map((group) => layer(group, thin, false)),
  };
}

/** Lines of one look together; what has intervals stays by itself. */
function alike(series: readonly Series[], look: (style: Style) => unknown): readonly (readonly Series[])[] {
  const groups = new Map<string, Series[]>();
  for (const [index, each] of series.entries()) {
    const { kind, slot, faint, points } = each;
    const isPlain = (kind === "line" || kind === "points") && !points.some(({ low }) => low !== undefined);
    const key = JSON.stringify(isPlain ? [kind, faint, look(styleOf(slot))] : index);
    const others = groups.get(key);
    if (others === undefined) groups.set(key, [each]);
    else others.push(each);
  }
  return [...groups.values()];
}

/** @param isWhole whether lines have their dashes, and points their marks */
function layer(group: readonly Series[], thin: ReturnType<typeof thinLines>, isWhole: boolean): Layer {
  const first = group[0]!;
  if (group.length === 1 && first.kind !== "line" && first.kind !== "points") {
    const drawn = datasets(first);
    return () => drawn;
  }
  const [drawn] = datasets(first);
  const isMarked = isWhole && first.kind === "points";
  Object.assign(drawn!, { ...(!isMarked && { pointRadius: 0 }), ...(!isWhole && { borderDash: [] }) });
  return (window) => {
    const data = joined(group.map((each) => thin(each, window)));
    // The library has to see that these are not in order.
    return [Object.assign(drawn!, { data, parsing: { xAxisKey: "x" } })];
  };
}

type Dataset = ChartDataset;

function datasets(series: Series): Dataset[] {
  const { label, slot, kind, points, faint = false } = series;
  const style = styleOf(slot);
  const plain = themeColour("foreground");
  const colour = kind === "guide" ? plain : themeColour(style.theme) || style.dark;
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

function options(model: ChartModel, locale: Locale, { onMove, onMoved }: Moves): ChartOptions {
  const starts = () => {
    onMove();
    return true;
  };
  const moved = () => {
    onMove();
    onMoved();
  };
  return {
    animation: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: { x: scale(model.x, locale, false), y: scale(model.y, locale, true) },
    plugins: {
      tooltip: {
        filter: (item) => labelOf(item) !== "",
        callbacks: {
          title: ([item]) => (item === undefined ? "" : xWords(model.x, item.parsed.x, locale)),
          label: (item) => `${labelOf(item)}: ${pointWords(item.raw as Raw, model.y, locale)}`,
        },
      },
      zoom: {
        limits: { x: { min: "original", max: "original" } },
        pan: { enabled: true, mode: "x", onPanStart: starts, onPan: moved },
        zoom: {
          mode: "x",
          wheel: { enabled: true, modifierKey: "ctrl" },
          pinch: { enabled: true },
          drag: { enabled: true, modifierKey: "shift", backgroundColor: translucent(themeColour("focusBorder"), 0.25) },
          onZoomStart: starts,
          onZoom: moved,
        },
      },
    },
  };
}

/** Of lines that are drawn as one, each point knows its own. */
function labelOf({ dataset, raw }: TooltipItem<ChartType>): string {
  return (raw as Raw).label ?? dataset.label ?? "";
}

interface Moves {
  readonly onMove: () => void;
  readonly onMoved: () => void;
}

interface Raw {
  readonly label?: string;
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
