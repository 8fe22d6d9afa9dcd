import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartDataset,
  type ChartOptions,
} from "chart.js";
import type { Quantity } from "../../src/core/run/curves";
import { percent, significant } from "../../src/core/run/words";
import { make } from "../dom";
import { themeColour } from "../theme";
import { axisEnd, type Series } from "./series";

Chart.register(LinearScale, LineController, LineElement, PointElement, Tooltip);

export interface LineChart {
  readonly element: HTMLElement;
  /** Returns the number of points drawn. */
  draw(series: readonly Series[], epochs: number, description: string): number;
  /** Takes the colours of a new theme. */
  recolour(): void;
}

const quantities: Readonly<
  Record<Quantity, { readonly title: string; readonly axis: string; readonly value: Wording }>
> = {
  accuracy: { title: "Accuracy", axis: "accuracy", value: (y, step) => percent(y, decimals(100 * step)) },
  loss: { title: "Loss", axis: "loss (nats)", value: (y, step) => y.toFixed(decimals(step)) },
};

/** A value in words that tell it from its neighbours. */
type Wording = (y: number, step: number) => string;

/** How many decimals tell values apart that lie so far from each other. */
function decimals(step: number): number {
  return Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** As fine as anyone reads a value off a chart. */
const finest = 0.001;

/** One quantity over the epochs. */
export function lineChart(quantity: Quantity): LineChart {
  const { title, axis, value } = quantities[quantity];
  const canvas = make("canvas", { role: "img" });
  const caption = make("figcaption", {}, title);
  const element = make("figure", { class: "chart" }, caption, make("div", { class: "plot" }, canvas));
  const chart = new Chart(canvas, { type: "line", data: { datasets: [] }, options: options(axis, value, 1) });
  let shown: readonly Series[] = [];
  let end = 1;
  const redraw = () => {
    chart.options = options(axis, value, end);
    chart.data.datasets = shown.map(dataset);
    chart.update("none");
  };
  return {
    element,
    draw(series, epochs, description) {
      shown = series;
      canvas.setAttribute("aria-label", `${title} over ${epochs} epochs. ${description}`);
      end = axisEnd(series, epochs);
      redraw();
      return series.reduce((sum, { points }) => sum + points.length, 0);
    },
    recolour: redraw,
  };
}

function options(axis: string, value: Wording, epochs: number): ChartOptions<"line"> {
  const [text, grid] = [
    themeColour("foreground"),
    themeColour("editorIndentGuide-background1") || themeColour("foreground"),
  ];
  const scale = (title: string) => ({
    type: "linear" as const,
    title: { display: true, text: title, color: text },
    ticks: { color: text },
    grid: { color: grid },
    border: { color: grid },
  });
  return {
    animation: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: {
      x: { ...scale("epochs"), min: 0, max: epochs, grid: { display: false } },
      y: { ...scale(axis), ticks: { color: text, callback: (y, _, ticks) => value(Number(y), stepOf(ticks)) } },
    },
    plugins: {
      tooltip: {
        callbacks: {
          title: ([item]) => `epoch ${significant(item?.parsed.x ?? 0)}`,
          label: ({ dataset: { label = "" }, parsed: { y } }) => `${label}: ${value(y ?? 0, finest)}`,
        },
      },
    },
  };
}

function stepOf([first, second]: readonly { readonly value: number }[]): number {
  return first === undefined || second === undefined ? finest : Math.abs(second.value - first.value) || finest;
}

function dataset({ label, points, colour, style }: Series): ChartDataset<"line"> {
  const line = themeColour(colour);
  const tests = style.endsWith("tests");
  const dashed = style.startsWith("dashed");
  return {
    label,
    data: points.map(({ x, y }) => ({ x, y })),
    borderColor: line,
    backgroundColor: dashed ? themeColour("editor-background") : line,
    borderWidth: style === "thin" ? 1 : 2,
    borderDash: dashed ? [6, 4] : [],
    // A mark at the last epoch would be cut in half at the edge.
    clip: 8,
    showLine: !tests,
    pointRadius: style === "thin" || style === "dashed" ? 0 : tests ? 6 : 3,
    pointBorderWidth: 2,
    pointStyle: tests ? "rectRot" : style === "marked" ? "circle" : "line",
    pointHitRadius: 6,
  };
}
