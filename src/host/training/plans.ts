/** A choice or an experiment file as plans, or the reason why not. */
import { join } from "node:path";
import { expand } from "../../core/experiment/expand";
import { wishOf, type Experiment } from "../../core/experiment/experiment";
import type { EngineWish } from "../../core/training/engines";
import { planGraph, type Plan } from "../../core/experiment/plan";
import { readExperiment } from "../../core/experiment/read";
import { explanation } from "../../core/language/explanations";
import { layerTable, undecidedTable, type LayerTable, type UndecidedTable } from "../../core/model/cost";
import type { Graph } from "../../core/model/graph";
import { problemLine } from "../../core/position";
import type { Problem } from "../../core/problem";
import { problemMessage } from "../../core/problemText";
import { isDense } from "../../core/run/twin";
import { isScored, schemes } from "../../core/sparsity/schemes";
import type { ScoredSchemeId } from "../../core/sparsity/scoredSchemes";
import { lookupBeside } from "../../store/lookup";
import type { Words } from "../words";
import { experimentText, type Choice } from "./choice";

/** `margin`, points of accuracy that do not matter, and `wish`, what to train on: where a file says so. */
export type Planned =
  | { readonly plans: readonly Plan[]; readonly margin?: number; readonly wish?: EngineWish }
  | { readonly problem: string };

/** What is known of the layers of a plan, and `reason` why that is not all. */
export type PlannedLayers = LayerTable | (UndecidedTable & { readonly reason: string });

/** The runs of a choice: the network that was chosen, then its dense twin. */
export function plansOfChoice(choice: Choice, folder: string, { locale }: Words): Planned {
  const { experiment, problems } = readExperiment(
    experimentText(choice),
    lookupBeside(join(folder, "choice.sparse.yaml")),
  );
  if (experiment === undefined) return { problem: problemMessage(problems.find(isError)!, locale) };
  // The other way round than in an experiment file: whoever picks one network wants to see it train first.
  const plans = expand(experiment);
  return { plans: [...plans.filter((plan) => !isDense(plan)), ...plans.filter(isDense)] };
}

/** The runs of an experiment file, or all that is wrong with it, a line each. */
export function plansOfText(text: string, file: string, { locale }: Words): Planned {
  const { experiment, problems } = readExperiment(text, lookupBeside(file));
  if (experiment !== undefined) return { plans: expand(experiment), ...margin(experiment), wish: wishOf(experiment) };
  const lines = problems.filter(isError).map((problem) => problemLine(file, text, problem, locale));
  return { problem: lines.join("\n") };
}

/** Of several margins, the first cell's. */
function margin({ cells }: Experiment): { readonly margin?: number } {
  return cells[0] === undefined ? {} : { margin: cells[0].margin };
}

/** A choice's network, whatever its scheme and density. */
export function graphOfChoice(choice: Choice, folder: string, words: Words): Graph | { readonly problem: string } {
  const planned = plansOfChoice({ ...choice, scheme: "dense", density: 1 }, folder, words);
  return "problem" in planned ? planned : planGraph(planned.plans[0]!);
}

/** How dense a choice would make every layer. */
export function tableOfChoice(
  choice: Choice,
  folder: string,
  words: Words,
): PlannedLayers | { readonly problem: string } {
  const planned = plansOfChoice(choice, folder, words);
  return "problem" in planned ? planned : tableOfPlan(planned.plans[0]!, words);
}

/** How dense a plan asks every layer to be, before its mask is drawn. */
export function tableOfPlan(plan: Plan, words: Words): PlannedLayers {
  const { scheme, density } = plan.prune;
  const graph = planGraph(plan);
  if (!isScored(scheme)) return layerTable(graph, scheme, density);
  return { ...undecidedTable(graph, density), reason: decidedByScoring(scheme, words) };
}

function decidedByScoring(scheme: ScoredSchemeId, { say, locale }: Words): string {
  const title = explanation(schemes[scheme].title, locale);
  return say("{0} scores the weights when the run starts, and only that decides how dense each layer is.", title);
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}
