/** The chosen runs as the networks they are of, and what each network is called and looks like in every chart. */
import { dataFormats } from "../data/formats";
import { differences } from "../experiment/differences";
import type { Plan } from "../experiment/plan";
import { modelTitle } from "../experiment/plans";
import { cellKey, compareCells, type CellSummary } from "../run/compare";
import { testOf, type Test } from "../run/state";
import { schemes } from "../sparsity/schemes";
import type { ResultOptions } from "./options";
import type { ResultRun } from "./run";

/** All seeds of one network. */
export interface Cell extends CellSummary {
  /** Short, and unlike those of all other cells: what they have in common goes without saying. */
  readonly label: string;
  /** Its look in every chart: cells that differ in more than density come first, so that lines over density are unlike. */
  readonly slot: number;
  /** All there are, replicates too. */
  readonly runs: readonly ResultRun[];
  /** One a seed, in ascending order of the seeds. */
  readonly tests: readonly Test[];
}

/** In the order of each cell's first run. */
export function cellsOf(
  runs: readonly ResultRun[],
  { which, baseline }: Pick<ResultOptions, "which"> & Partial<ResultOptions>,
): readonly Cell[] {
  const byKey = new Map<string, ResultRun[]>();
  for (const run of runs) {
    const key = cellKey(run.plan);
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [run]);
    else others.push(run);
  }
  const summaries = compareCells(runs, { which, ...(baseline !== undefined && { baseline }) });
  const plans = summaries.map(({ plan }) => plan);
  const nameOf = schemeLabel(summaries, { density: true });
  const apart = differences(plans, nameOf);
  const labels = distinct(plans.map((plan, index) => [nameOf(plan), apart[index]!].filter(Boolean).join(" · ")));
  const slots = slotsOf(summaries);
  return summaries.map((summary, index) => {
    const own = byKey.get(summary.key) ?? [];
    return { ...summary, label: labels[index]!, slot: slots[index]!, runs: own, tests: testsOf(own, which) };
  });
}

/** Equal texts with their number: ["a", "a (2)", "b"]. */
export function distinct(texts: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    let unlike = text;
    for (let number = 2; taken.has(unlike); number++) unlike = `${text} (${number})`;
    taken.add(unlike);
    return unlike;
  });
}

/** Networks that one line of a chart connects. */
export interface Line {
  readonly label: string;
  readonly slot: number;
  readonly cells: readonly Cell[];
}

/** One line for all cells of one key, in the order of the first; it looks like its first cell. */
export function linesOf(
  cells: readonly Cell[],
  keyOf: (plan: Plan) => string,
  label: (plan: Plan) => string,
): readonly Line[] {
  const lines = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = keyOf(cell.plan);
    const others = lines.get(key);
    if (others === undefined) lines.set(key, [cell]);
    else others.push(cell);
  }
  const found = [...lines.values()];
  const labels = distinct(found.map(([first]) => label(first!.plan)));
  return found.map((own, index) => ({ label: labels[index]!, slot: own[0]!.slot, cells: own }));
}

export interface LabelParts {
  /** Whether the density is part of it. */
  readonly density?: boolean;
  /** What the model goes by; its own name where it is left out. */
  readonly model?: (plan: Plan) => string;
}

/** Names a plan by its scheme, and by its model and images where the cells have several of them. */
export function schemeLabel(cells: readonly CellSummary[], parts: LabelParts = {}): (plan: Plan) => string {
  const several = (of: (plan: Plan) => string) => new Set(cells.map(({ plan }) => of(plan))).size > 1;
  const { model = (plan: Plan) => modelTitle(plan.model), density: isWithDensity = false } = parts;
  const images = ({ data }: Plan) => dataFormats[data.format].title;
  const [manyModels, manyImages] = [several(model), several(images)];
  return (plan) => {
    const { scheme, density, sampling } = plan.prune;
    const pruning = [
      schemes[scheme].title,
      ...(isWithDensity && scheme !== "dense" ? [density] : []),
      ...(sampling === "bernoulli" && scheme !== "dense" ? [sampling] : []),
    ].join(" ");
    return [...(manyModels ? [model(plan)] : []), pruning, ...(manyImages ? [images(plan)] : [])].join(" · ");
  };
}

/** Equal for plans that differ in nothing but density and seed. */
export function densityLineKey(plan: Plan): string {
  return cellKey({ ...plan, prune: { ...plan.prune, density: 1 } });
}

function slotsOf(cells: readonly CellSummary[]): readonly number[] {
  const keys = cells.map(({ plan }) => densityLineKey(plan));
  const lines = [...new Set(keys)];
  let next = lines.length;
  return keys.map((key, index) => (keys.indexOf(key) === index ? lines.indexOf(key) : next++));
}

function testsOf(runs: readonly ResultRun[], which: Test["which"]): readonly Test[] {
  const bySeed = new Map<number, Test>();
  for (const { plan, state } of runs) {
    const test = testOf(state, which);
    if (test !== undefined && !bySeed.has(plan.seed)) bySeed.set(plan.seed, test);
  }
  return [...bySeed].sort(([left], [right]) => left - right).map(([, test]) => test);
}
