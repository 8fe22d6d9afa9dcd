/** Inlay hints: what a line costs, said beside it. */
import { layerTable } from "../model/cost";
import type { Graph } from "../model/graph";
import type { Span } from "../problem";
import { bytes, roughDuration, short } from "../run/words";
import { densityFault } from "../sparsity/densities";
import { prunableLayers } from "../sparsity/layers";
import { isScored } from "../sparsity/schemes";
import type { Locale } from "../template";
import type { Pruning } from "../experiment/plan";
import { entryAt } from "../experiment/tree";
import type { ExperimentDocument, LanguageDocument } from "./document";
import { phrase } from "./phrases";
import { runsExplained, runsWords, type GridSummary } from "./summary";

export interface Hint {
  /** Where it stands, after what it is about. */
  readonly offset: number;
  readonly label: string;
  readonly tooltip?: string;
  /** What a click does. */
  readonly command?: "measureSpeed";
}

export interface HintContext {
  readonly locale: Locale;
  /** Of the whole file; undefined where it has errors. */
  readonly summary: GridSummary | undefined;
  /** What running all of it takes; `seconds` is undefined as long as this machine has not been measured. */
  readonly estimate: { readonly seconds?: number; readonly bytes: number } | undefined;
}

/** @param range only hints in this part of the text, for each takes some computing */
export function hints(document: LanguageDocument, range: Span, context: HintContext): Hint[] {
  if (document.kind === "model") return [];
  return [...gridHints(document, context), ...densityHints(document, range, context.locale)].filter(
    ({ offset }) => range.start <= offset && offset <= range.end,
  );
}

/** After the first line of the file: the number of runs, and what they take. */
function gridHints({ tree }: ExperimentDocument, { summary, estimate, locale }: HintContext): Hint[] {
  const version = tree?.kind === "mapping" ? tree.entries.get("version")?.value : undefined;
  if (version === undefined || summary === undefined) return [];
  const offset = version.span.end;
  const runs: Hint = { offset, label: runsWords(summary, locale), tooltip: runsExplained(summary, locale) };
  if (estimate === undefined) return [runs];
  const { seconds } = estimate;
  const time: Hint =
    seconds === undefined
      ? {
          offset,
          label: phrase("hint.unmeasured", {}, locale),
          tooltip: phrase("hint.unmeasured.more", {}, locale),
          command: "measureSpeed",
        }
      : {
          offset,
          label: phrase("hint.time", { time: roughDuration(1000 * seconds, locale) }, locale),
          tooltip: phrase("hint.time.more", {}, locale),
        };
  const memory: Hint = {
    offset,
    label: phrase("hint.memory", { memory: bytes(estimate.bytes) }, locale),
    tooltip: phrase("hint.memory.more", {}, locale),
  };
  return [runs, time, memory];
}

/** After every density: what it keeps, of the least and of the greatest network it is for. */
function densityHints({ cells }: ExperimentDocument, range: Span, locale: Locale): Hint[] {
  const places = new Map<string, { readonly span: Span; readonly costs: Map<string, Cost> }>();
  for (const { cell, graph, point } of cells) {
    const span = entryAt(point, ["prune", "density"])?.value.span;
    if (span === undefined || span.end < range.start || span.end > range.end) continue;
    const place = placed(places, span);
    const key = JSON.stringify([graph.name, cell.model, cell.prune]);
    const cost = place.costs.get(key) ?? costOf(graph, cell.prune);
    if (cost !== undefined) place.costs.set(key, cost);
  }
  return [...places.values()].flatMap(({ span, costs }) => {
    const all = [...costs.values()];
    if (all.length === 0) return [];
    const kept = extremes(all.map((cost) => cost.kept));
    const [size, ...sizes] = new Set(all.map((cost) => cost.size));
    // Of several networks, what is kept says enough: an editor cuts long hints off.
    const of = size === undefined || sizes.length > 0 ? {} : { size: short(size) };
    const label = phrase("hint.kept", { kept, ...of }, locale);
    const macs = all.flatMap((cost) => cost.macs ?? []);
    const more = macs.length < all.length ? "hint.scored" : "hint.macs";
    return [{ offset: span.end, label: `${label}${phrase(more, { macs: extremes(macs) }, locale)}` }];
  });
}

interface Cost {
  readonly kept: number;
  readonly size: number;
  /** Of one image; undefined where scoring decides. */
  readonly macs?: number;
}

function costOf(graph: Graph, { scheme, density }: Pruning): Cost | undefined {
  if (densityFault(scheme, graph, density) !== undefined) return undefined;
  if (isScored(scheme)) {
    const size = prunableLayers(graph).total;
    return { kept: Math.round(density * size), size };
  }
  const { kept, size, macs } = layerTable(graph, scheme, density).total;
  return { kept, size, macs };
}

function extremes(values: readonly number[]): string {
  const ends = [...new Set([Math.min(...values), Math.max(...values)].map(short))];
  return ends.join("–");
}

function placed<T>(
  places: Map<string, { readonly span: Span; readonly costs: Map<string, T> }>,
  span: Span,
): { readonly span: Span; readonly costs: Map<string, T> } {
  const key = `${span.start} ${span.end}`;
  const place = places.get(key) ?? { span, costs: new Map<string, T>() };
  places.set(key, place);
  return place;
}
