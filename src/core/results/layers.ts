/** Density of every layer of the chosen networks, beside what each rule would give at the same density of the whole. */
import { formatNumber } from "../chart/format";
import type { ChartModel, Series } from "../chart/model";
import { sample } from "../evaluation/statistics/sample";
import { planGraph, type Plan } from "../experiment/plan";
import { modelTitle } from "../experiment/plans";
import { layerTable } from "../model/cost";
import { prunable, type Graph } from "../model/graph";
import { problemMessage } from "../problemText";
import type { LayerRow } from "../run/event";
import { densityFault, layerDensities } from "../sparsity/densities";
import { isScored, rules, type RuleId } from "../sparsity/schemes";
import type { Locale } from "../template";
import { cellsOf, distinct, type Cell } from "./cells";
import { layerName } from "./gradientFlow";
import { runNotes } from "./notes";
import type { ResultOptions } from "./options";
import { saying, sentences, type Say } from "./phrases";
import { samplePoint } from "./points";
import type { ResultRun } from "./run";
import { fileStem } from "./stem";

const most = 4;

/** Rules to compare with; the reference's arithmetic of Uniform+ would lie on top of Uniform+. */
const compared = ["uniform", "uniform_plus", "er", "erk", "erk_plus"] as const satisfies readonly RuleId[];

/** A network with the layers of each run, or as its rule gives them before any. */
interface Profile {
  readonly cell: Cell;
  readonly tables: readonly (readonly LayerRow[])[];
}

export function layerCharts(runs: readonly ResultRun[], options: ResultOptions, locale: Locale): readonly ChartModel[] {
  const say = saying(locale);
  const cells = cellsOf(runs, options);
  const sparse = cells.filter(({ dense }) => !dense);
  const profiles = sparse.flatMap((cell) => profileOf(cell) ?? []);
  const unknown = sparse.filter((cell) => !profiles.some((profile) => profile.cell === cell));
  const notes = [
    ...runNotes(runs, locale),
    ...unknown.map(({ label }) => say("layers.unknown", { label })),
    ...(sparse.length < cells.length ? [say("layers.dense")] : []),
  ];
  const groups = new Map<string, Profile[]>();
  for (const profile of profiles) {
    const key = JSON.stringify([
      profile.cell.plan.prune.density,
      ...profile.tables[0]!.map(({ name, size }) => [name, size]),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), profile]);
  }
  if (groups.size === 0) return [emptyChart(say, notes)];
  const all = [...groups.values()];
  const ids = distinct(all.map((group) => fileStem(`layers-${titleOf(group)}-${group[0]!.cell.plan.prune.density}`)));
  return all.map((group, index) => chart(group, { id: fileStem(ids[index]!), cells: cells.length, notes }, locale));
}

function chart(
  group: readonly Profile[],
  { id, cells, notes }: { readonly id: string; readonly cells: number; readonly notes: readonly string[] },
  locale: Locale,
): ChartModel {
  const say = saying(locale);
  const { plan } = group[0]!.cell;
  const { density } = plan.prune;
  const names = group[0]!.tables[0]!.map(({ name }) => layerName(name));
  const own = group.map(profileSeries);
  const rest = compared.filter((id) => !group.some(({ cell }) => cell.plan.prune.scheme === id));
  // A rule has nothing to say of layers that are not those of the plan's network.
  const whole = graphOf(plan);
  const graph = whole && prunable(whole).length === names.length ? whole : undefined;
  const faults = graph === undefined ? [] : rest.flatMap((id) => densityFault(id, graph, density) ?? []);
  return {
    ...emptyChart(say, [...notes, ...faults.map((fault) => problemMessage(fault, locale))]),
    id,
    title: say("layers.title", { model: titleOf(group), density }),
    summary: extremes(own, names, locale),
    x: { title: say("axis.layer"), scale: "category", format: "number", categories: names },
    series: [...own, ...(graph === undefined ? [] : rest.flatMap((id) => ruleSeries(id, graph, density, cells, say)))],
  };
}

function emptyChart(say: Say, notes: readonly string[]): ChartModel {
  return {
    id: "layers",
    title: say("layers.none.title"),
    summary: say("layers.none"),
    x: { title: say("axis.layer"), scale: "category", format: "number", categories: [] },
    y: { title: say("axis.layerDensity"), scale: "linear", format: "number", min: 0, max: 1 },
    series: [],
    notes,
  };
}

function titleOf(group: readonly Profile[]): string {
  return modelTitle(group[0]!.cell.plan.model);
}

/** Of a scheme that scores weights nothing is known before a run has done so. */
function profileOf(cell: Cell): Profile | undefined {
  const measured = cell.runs.map(({ state }) => state.layers).filter((layers) => layers.length > 0);
  const same = measured.filter((layers) => layers.length === measured[0]!.length);
  if (same.length > 0) return { cell, tables: same };
  const { scheme, density } = cell.plan.prune;
  const graph = graphOf(cell.plan);
  if (graph === undefined || isScored(scheme) || densityFault(scheme, graph, density) !== undefined) return undefined;
  const { layers } = layerTable(graph, scheme, density);
  return layers.length === 0 ? undefined : { cell, tables: [layers] };
}

/** Undefined where the plan's images do not fit its network, so that no run could come of it. */
function graphOf(plan: Plan): Graph | undefined {
  try {
    return planGraph(plan);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function profileSeries({ cell: { label, slot }, tables }: Profile): Series {
  const points = tables[0]!.map((_, layer) => samplePoint(layer, sample(tables.map((table) => table[layer]!.density))));
  return { label, slot, kind: "bars", points };
}

/** @param cells number of networks, whose slots come first */
function ruleSeries(id: RuleId, graph: Graph, density: number, cells: number, say: Say): readonly Series[] {
  if (densityFault(id, graph, density) !== undefined) return [];
  const points = layerDensities(id, graph, density).map((share, layer) => ({ x: layer, y: share }));
  const slot = cells + compared.findIndex((other) => other === id);
  return [{ label: say("layers.rule", { scheme: rules[id].title }), slot, kind: "line", points }];
}

function extremes(series: readonly Series[], names: readonly string[], locale: Locale): string {
  const say = saying(locale);
  const told = series.slice(0, most).map(({ label, points }) => {
    const sorted = [...points].sort((left, right) => right.y - left.y);
    const [top, bottom] = [sorted[0]!, sorted.at(-1)!];
    const word = (value: number) => formatNumber(value, "number", locale);
    return say("layers.extremes", {
      ...{ label, top: names[top.x]!, most: word(top.y) },
      ...{ bottom: names[bottom.x]!, least: word(bottom.y) },
    });
  });
  const others = series.length > most ? [say("metric.others", { count: series.length - most })] : [];
  return sentences([...told, ...others], locale);
}
