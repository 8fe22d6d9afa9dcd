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
import type { Locale } from "../../src/core/template";
import { make } from "../dom";
import { themeColour } from "../theme";
import { axisEnd, type Series } from "./series";
import type { Words } from "./words";

Chart.register(LinearScale, LineController, LineElement, PointElement, Tooltip);

export interface LineChart {
  readonly element: HTMLElement;
  /** Returns the number of points drawn. */
  draw(series: readonly Series[], epochs: number, description: string): number;
  /** Takes the colours of a new theme. */
  recolour(): void;
}

const quantities = {
  accuracy: { axis: "accuracyAxis", value: (y, step, locale) => percent(y, decimals(100 * step), locale) },
  loss: { axis: "lossAxis", value: (y, step, locale) => fixed(y, decimals(step), locale) },
} as const satisfies Readonly<Record<Quantity, { readonly axis: string; readonly value: Wording }>>;

/** A value in words that tell it from its neighbours. */
type Wording = (y: number, step: number, locale: Locale) => string;

function fixed(value: number, digits: number, locale: Locale): string {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How many decimals tell values apart that lie so far from each other. */
function decimals(step: number): number {
  return Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** As fine as anyone reads a value off a chart. */
const finest = 0.001;

/** One quantity over the epochs. */
export function lineChart(quantity: Quantity, words: Words): LineChart {
  const { say } = words;
  const title = say(quantity);
  const canvas = make("canvas", { role: "img" });
  const caption = make("figcaption", {}, title);
  const element = make("figure", { class: "chart" }, caption, make("div", { class: "plot" }, canvas));
  const chart = new Chart(canvas, { type: "line", data: { datasets: [] }, options: options(quantity, 1, words) });
  let shown: readonly Series[] = [];
  let end = 1;
  const redraw = () => {
    chart.options = options(quantity, end, words);
    chart.data.datasets = shown.map(dataset);
    chart.update("none");
  };
  return {
    element,
    draw(series, epochs, description) {
      shown = series;
      canvas.setAttribute("aria-label", say("over", { title, epochs, summary: description }));
      end = axisEnd(series, epochs);
      redraw();
      return series.reduce((sum, { points }) => sum + points.length, 0);
    },
    recolour: redraw,
  };
}

function options(quantity: Quantity, epochs: number, { say, locale }: Words): ChartOptions<"line"> {
  const { axis, value } = quantities[quantity];
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
      x: { ...scale(say("epochsAxis")), min: 0, max: epochs, grid: { display: false } },
      y: {
        ...scale(say(axis)),
        ticks: { color: text, callback: (y, _, ticks) => value(Number(y), stepOf(ticks), locale) },
      },
    },
    plugins: {
      tooltip: {
        callbacks: {
          title: ([item]) => say("atEpoch", { epoch: significant(item?.parsed.x ?? 0, locale) }),
          label: ({ dataset: { label = "" }, parsed: { y } }) => `${label}: ${value(y ?? 0, finest, locale)}`,
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
