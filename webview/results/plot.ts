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
import type { Locale } from "../../src/core/template";
import { themeColour, translucent } from "../theme";
import { layersOf, type Layers } from "./layers";
import { isCrowded } from "./lines";

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
  let layers: Layers = { resting: [], moving: [], drawMoving: () => undefined };
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
    const window = { from: min, to: max, unit: (max - min) / width, width, isMoving: rest !== undefined };
    chart.data.datasets = (window.isMoving ? layers.moving : layers.resting).flatMap((at) => [...at(window)]);
  };
  const isStill = (): boolean => rest === undefined;
  const thinning: Plugin = {
    id: "thinning",
    beforeUpdate,
    beforeDatasetsDraw: () => {
      if (!isStill()) layers.drawMoving(chart);
    },
    // What is under the pointer is looked for, and told, when the chart stands.
    beforeEvent: isStill,
    beforeTooltipDraw: isStill,
  };
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

/** Lines that a tooltip tells of: more would not fit the chart. */
const mostTold = 12;

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
        filter: (item, index) => index < mostTold && labelOf(item) !== "",
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
