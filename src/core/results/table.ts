/** All networks side by side, metric by metric, with their differences to a baseline and what these allow to say. */
import type { NumberFormat } from "../chart/format";
import type { Sample } from "../evaluation/statistics/sample";
import { ruleOf } from "../run/comparison";
import { isDense } from "../run/twin";
import type { Locale } from "../template";
import { cellsOf, distinct, type Cell } from "./cells";
import { metricAxis } from "./metricAxis";
import { runNotes, untestedNote } from "./notes";
import type { ResultOptions } from "./options";
import { saying } from "./phrases";
import type { ResultRun } from "./run";
import { verdictText } from "./verdict";

export interface ResultTable {
  /** Stable, and the stem of exported files. */
  readonly id: string;
  readonly title: string;
  /** The first is that of the rows' labels. */
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

export interface Column {
  readonly title: string;
  readonly format: NumberFormat | "text";
}

export interface Row {
  /** Of the network: what `ResultOptions.baseline` is. */
  readonly key: string;
  readonly label: string;
  /** One for each column after the first; undefined where nothing was measured. */
  readonly cells: readonly TableValue[];
}

/** With its interval and number of seeds, where it is a mean. */
export type TableValue =
  | number
  | string
  | { readonly value: number; readonly low?: number; readonly high?: number; readonly n: number }
  | undefined;

export function resultTable(runs: readonly ResultRun[], options: ResultOptions, locale: Locale): ResultTable {
  const say = saying(locale);
  const cells = cellsOf(runs, options);
  const baseline = cells.find(({ key }) => key === options.baseline);
  const measured = [...new Set(cells.flatMap(({ metrics }) => Object.keys(metrics)))];
  const metrics = [...measured].sort((left, right) => rank(left, options) - rank(right, options));
  const compared = new Set(cells.flatMap(({ versus }) => Object.keys(versus?.differences ?? {})));
  // A table may stand alone: its rows have their whole names.
  const labels = distinct(cells.map(({ title }) => title));
  const columns = [
    columnOf(say("table.density"), "number", ({ plan }) => (isDense(plan) ? 1 : plan.prune.density)),
    columnOf(say("table.seeds"), "count", ({ seeds }) => seeds.length),
    ...metrics.flatMap((id) => {
      const { name, title, format, differences } = metricAxis(id, locale);
      const column = columnOf(title, format, ({ metrics }) => valueOf(metrics[id]));
      const difference = columnOf(say("table.difference", { metric: name }), differences, ({ versus }) =>
        valueOf(versus?.differences[id]),
      );
      return compared.has(id) ? [column, difference] : [column];
    }),
    columnOf(
      say("table.verdict"),
      "text",
      ({ versus }) => versus && verdictText(versus, baseline !== undefined, locale),
    ),
  ];
  return {
    id: "comparison",
    title: baseline === undefined ? say("table.title") : say("table.beside", { baseline: baseline.title }),
    columns: [{ title: say("table.network"), format: "text" }, ...columns.map(({ column }) => column)],
    rows: cells.map((cell, row) => ({ key: cell.key, label: labels[row]!, cells: columns.map(({ of }) => of(cell)) })),
    notes: [
      ...runNotes(runs, locale),
      ...untestedNote(say, runs, options.which),
      ...(options.which === "best" && measured.length > 0 ? [say("note.best")] : []),
      ...ruleNotes(cells, { baseline, locale }),
    ],
  };
}

function columnOf(title: string, format: Column["format"], of: (cell: Cell) => TableValue) {
  return { column: { title, format }, of };
}

/** The chosen metric comes first; the others keep their order. */
function rank(metric: string, options: ResultOptions): number {
  return metric === options.metric ? 0 : 1;
}

function valueOf(sample: Sample | undefined): TableValue {
  if (sample === undefined) return undefined;
  const { mean, interval, n } = sample;
  return { value: mean, ...(interval && { low: interval[0], high: interval[1] }), n };
}

/** The rule behind the verdicts, and what the differences are to. */
function ruleNotes(
  cells: readonly Cell[],
  { baseline, locale }: { readonly baseline: Cell | undefined; readonly locale: Locale },
): readonly string[] {
  if (cells.every(({ versus }) => versus?.verdict === undefined)) return [];
  return [...ruleOf(cells, locale), ...(baseline === undefined ? [] : [saying(locale)("table.pairedBaseline")])];
}
