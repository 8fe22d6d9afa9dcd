/** A metric on the test images against density, width or depth, beside the dense networks and the paper's points. */
import type { ChartModel, Series } from "../chart/model";
import type { Plan } from "../experiment/plan";
import { modelTitle } from "../experiment/plans";
import { presetChoice } from "../model/presetNames";
import { cellKey } from "../run/compare";
import { denseTwin } from "../run/twin";
import type { Locale } from "../template";
import { cellsOf, densityLineKey, linesOf, schemeLabel, type Cell, type Line } from "./cells";
import { denseBands } from "./denseBands";
import { metricAxis } from "./metricAxis";
import { lineSentences } from "./metricSummary";
import { countNote, runNotes, testNotes } from "./notes";
import type { ResultOptions } from "./options";
import { saying, type Say } from "./phrases";
import { ascending, samplePoint } from "./points";
import { publishedByDensity, publishedByDepth, publishedNote } from "./published/points";
import type { ResultRun } from "./run";
import { fileStem } from "./stem";

export function metricCharts(
  runs: readonly ResultRun[],
  options: ResultOptions,
  locale: Locale,
): readonly ChartModel[] {
  const { which, against, metric, paper } = options;
  const say = saying(locale);
  const cells = cellsOf(runs, { which });
  const axis = metricAxis(metric, locale);
  const place = places[against];
  const placed = cells.filter(({ plan }) => place.x(plan) !== undefined);
  const label = schemeLabel(placed, { density: against !== "density", model: place.modelLabel });
  const lines = linesOf(placed, place.key, label).map((line) => ({ line, series: lineSeries(line, place.x, metric) }));
  const drawn = lines.filter(({ series }) => series.points.length > 0);
  const xs = [...drawn.flatMap(({ series }) => series.points.map(({ x }) => x)), 1];
  const ends = [...new Set([Math.min(...xs), 1])];
  const dense = against === "density" ? denseBands(cells, ends, { metric, kind: "line" }, say) : [];
  const compared = (against === "density" ? linesOf(cells, place.key, label) : drawn.map(({ line }) => line)).map(
    ({ cells, slot }) => ({ plan: cells[0]!.plan, slot }),
  );
  const published = !paper || metric !== "accuracy" ? [] : place.published(compared, say);
  const series = [...dense, ...drawn.map(({ series }) => series), ...published];
  return [
    {
      id: `${fileStem(metric)}-${against}`,
      title: say(`metric.against.${against}`, { metric: axis.name }),
      summary: lineSentences(
        drawn.map(({ line }) => line),
        cells,
        { against, axis, metric, x: place.x },
        locale,
      ),
      x: {
        title: say(`axis.${against}`),
        scale: options.log ? "log" : "linear",
        format: "number",
        ...(against === "density" && !options.log && { min: 0, max: 1 }),
      },
      y: { title: axis.title, scale: "linear", format: axis.format },
      series,
      notes: [
        ...runNotes(runs, locale),
        ...testNotes(runs, cells, metric, options, locale),
        ...placeNotes(cells, placed, options, say),
        ...(published.length > 0 ? [publishedNote(say)] : []),
      ],
    },
  ];
}

/** What networks are set apart by along an axis. */
interface Place {
  /** Undefined for networks that have no place on it. */
  readonly x: (plan: Plan) => number | undefined;
  /** Equal for networks of one line. */
  readonly key: (plan: Plan) => string;
  readonly modelLabel: (plan: Plan) => string;
  readonly published: typeof publishedByDensity;
}

const places: Readonly<Record<ResultOptions["against"], Place>> = {
  density: {
    x: ({ prune }) => (prune.scheme === "dense" ? undefined : prune.density),
    key: densityLineKey,
    modelLabel: ({ model }) => modelTitle(model),
    published: publishedByDensity,
  },
  width: familyPlace("width", () => []),
  depth: familyPlace("depth", publishedByDepth),
};

/** Networks of one family that differ in one of its numbers only: "cifar_resnet_*_16". */
function familyPlace(axis: "width" | "depth", published: Place["published"]): Place {
  const rest = (plan: Plan): string => {
    const choice = familyOf(plan);
    if (choice === undefined) return modelTitle(plan.model);
    const { family, depth, width } = choice;
    const parts = axis === "depth" ? [family, "*", width] : [family, depth, "*"];
    return parts.filter((part) => part !== undefined).join("_");
  };
  return {
    x: (plan) => familyOf(plan)?.[axis],
    key: (plan) => cellKey({ ...plan, model: { preset: rest(plan) } }),
    modelLabel: rest,
    published,
  };
}

/** The width is undefined where the family has none to choose. */
function familyOf({
  model,
}: Plan): { readonly family: string; readonly depth: number; readonly width?: number } | undefined {
  return "preset" in model ? presetChoice(model.preset) : undefined;
}

function lineSeries({ label, slot, cells }: Line, x: Place["x"], metric: string): Series {
  const points = cells.flatMap(({ plan, metrics }) => {
    const [at, value] = [x(plan), metrics[metric]];
    return at === undefined || value === undefined ? [] : [samplePoint(at, value)];
  });
  return { label, slot, kind: "line", points: ascending(points) };
}

function placeNotes(
  cells: readonly Cell[],
  placed: readonly Cell[],
  { against }: ResultOptions,
  say: Say,
): readonly string[] {
  if (against === "width") return countNote(say, "metric.noWidth", cells.length - placed.length, cells.length);
  if (against === "depth") return countNote(say, "metric.noDepth", cells.length - placed.length, cells.length);
  const keys = new Set(cells.filter(({ seeds }) => seeds.length > 0).map(({ key }) => key));
  const alone = placed.filter(({ plan }) => !keys.has(cellKey(denseTwin(plan))));
  return countNote(say, "metric.noDense", alone.length, placed.length);
}
