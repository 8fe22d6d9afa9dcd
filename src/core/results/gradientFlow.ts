/** Gradient flow: norms of the loss gradient over kept and over all weights, during training and by layer at its end. */
import { formatNumber } from "../chart/format";
import type { Axis, ChartModel, Point, Series } from "../chart/model";
import { sample } from "../evaluation/statistics/sample";
import type { RunState } from "../run/state";
import type { Locale } from "../template";
import { cellsOf, type Cell } from "./cells";
import { runNotes, measuredNote } from "./notes";
import type { ResultOptions } from "./options";
import { saying, sentences, type Say } from "./phrases";
import { ascending, samplePoint } from "./points";
import type { ResultRun } from "./run";
import { runAxis, type RunAxis } from "./runAxis";

type Flow = RunState["gradientFlow"][number];
type Weights = "kept" | "all";

const most = 4;

export function gradientFlowCharts(
  runs: readonly ResultRun[],
  options: ResultOptions,
  locale: Locale,
): readonly ChartModel[] {
  const say = saying(locale);
  const cells = cellsOf(runs, options);
  const measured = cells.filter(({ runs }) => runs.some(({ state }) => state.gradientFlow.length > 0));
  const axis = runAxis(runs, options.axis, locale);
  const scale = options.log ? ({ scale: "log" } as const) : ({ scale: "linear", min: 0 } as const);
  const y: Axis = { title: say("axis.norm"), format: "number", ...scale };
  const notes = [
    ...runNotes(runs, locale),
    ...measuredNote(say, cells.length, measured.length, { what: say("gradient.what"), id: "gradient_flow" }),
  ];
  const over = (weights: Weights): ChartModel => {
    // All weights of a dense network are kept ones.
    const shown = weights === "all" ? measured.filter(({ dense }) => !dense) : measured;
    const series = shown.map((cell) => flowSeries(cell, weights, axis)).filter(({ points }) => points.length > 0);
    const summary = changes(series, locale);
    return { id: `gradient-${weights}`, title: say(`gradient.${weights}`), summary, x: axis.axis, y, series, notes };
  };
  return [over("kept"), over("all"), ...layerCharts(measured, y, notes, locale)];
}

/** The mean over the seeds after each step that all of them measured at. */
function flowSeries({ label, slot, runs }: Cell, weights: Weights, { point }: RunAxis): Series {
  const measured = runs.filter(({ state }) => state.gradientFlow.length > 0);
  const steps = measured[0]?.state.gradientFlow.map(({ step }) => step) ?? [];
  const byStep = measured.map((run) => ({
    run,
    flows: new Map(run.state.gradientFlow.map((flow) => [flow.step, flow])),
  }));
  const points = steps.flatMap((step) => {
    const all = byStep.flatMap(({ run, flows }) => {
      const flow = flows.get(step);
      return flow === undefined ? [] : point(run, step, flow[weights]);
    });
    if (all.length < measured.length) return [];
    return [samplePoint(sample(all.map(({ x }) => x)).mean, sample(all.map(({ y }) => y)))];
  });
  return { label, slot, kind: "line", points: ascending(points) };
}

/** One chart for all networks with the same layers. */
function layerCharts(cells: readonly Cell[], y: Axis, notes: readonly string[], locale: Locale): readonly ChartModel[] {
  const say = saying(locale);
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify(lastFlows(cell)[0]?.layers.map(({ name }) => name) ?? []);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map((group, number) => {
    const names = lastFlows(group[0]!)[0]?.layers.map(({ name }) => name) ?? [];
    const series = group.map((cell) => layerSeries(cell, names.length)).filter(({ points }) => points.length > 0);
    return {
      id: `gradient-layers${number === 0 ? "" : `-${number + 1}`}`,
      title: say("gradient.layers"),
      summary: strongest(series, names, say, locale),
      x: { title: say("axis.layer"), scale: "category", format: "number", categories: names.map(layerName) },
      y,
      series,
      notes,
    };
  });
}

/** Without what all names of weights end in. */
export function layerName(name: string): string {
  return name.replace(/\.weight$/, "");
}

/** The last measurement of each run of a network. */
function lastFlows({ runs }: Cell): readonly Flow[] {
  return runs.flatMap(({ state }) => state.gradientFlow.at(-1) ?? []);
}

function layerSeries(cell: Cell, layers: number): Series {
  const flows = lastFlows(cell).filter((flow) => flow.layers.length === layers);
  const points = Array.from({ length: layers }, (_, layer): Point => {
    return samplePoint(layer, sample(flows.map((flow) => flow.layers[layer]!.kept)));
  });
  return { label: cell.label, slot: cell.slot, kind: "line", points };
}

function changes(series: readonly Series[], locale: Locale): string {
  const say = saying(locale);
  if (series.length === 0) return say("gradient.none");
  const word = (value: number) => formatNumber(value, "number", locale);
  const told = series.slice(0, most).map(({ label, points }) => {
    return say("gradient.change", { label, first: word(points[0]!.y), last: word(points.at(-1)!.y) });
  });
  return sentences([...told, ...others(series, say)], locale);
}

function strongest(series: readonly Series[], names: readonly string[], say: Say, locale: Locale): string {
  if (series.length === 0) return say("gradient.none");
  const told = series.slice(0, most).map(({ label, points }) => {
    const sorted = [...points].sort((left, right) => right.y - left.y);
    const [top, bottom] = [sorted[0]!, sorted.at(-1)!];
    const word = ({ x, y }: Point) => `${layerName(names[x]!)} (${formatNumber(y, "number", locale)})`;
    return say("gradient.strongest", { label, top: word(top), bottom: word(bottom) });
  });
  return sentences([...told, ...others(series, say)], locale);
}

function others(series: readonly Series[], say: Say): readonly string[] {
  return series.length > most ? [say("metric.others", { count: series.length - most })] : [];
}
