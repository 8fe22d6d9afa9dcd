import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Plan, planGraph } from "../core/experiment/plan";
import { type LayerTable, maskTable } from "../core/model/cost";
import type { ScoredSchemeId } from "../core/sparsity/scoredSchemes";
import { scoredMasks } from "../core/sparsity/scoring/keep";
import { prepareScoring } from "../core/sparsity/scoring/score";
import { densityFault } from "../core/sparsity/densities";
import { problemMessage } from "../core/problemText";
import { scoringWords } from "../core/run/words";
import { loadDataset } from "../store/dataset";
import { cacheIn, makeRoot, nearestRoot } from "../store/root";
import { BadInput } from "./badInput";
import { ownEngine } from "./engines";

/** What a scheme that scores weights makes of a plan's network, on the data and with the seed that the plan names. */
export async function scoredTable(
  scheme: ScoredSchemeId,
  plan: Plan | undefined,
  file: string | undefined,
): Promise<LayerTable> {
  if (plan === undefined || file === undefined) {
    throw new BadInput(
      `${scheme} decides on layer densities by scoring weights, which takes data and a seed: ` +
        `give an experiment file instead of --model, as in sparse densities FILE.sparse.yaml --scheme ${scheme}.`,
    );
  }
  const graph = planGraph(plan);
  const fault = densityFault(scheme, graph, plan.prune.density);
  if (fault !== undefined) throw new BadInput(problemMessage(fault));
  const root = nearestRoot(dirname(resolve(file)));
  await makeRoot(root);
  const data = await loadDataset(plan.data, cacheIn(root));
  const engine = ownEngine();
  const scoring = { plan, graph, data, engine, threads: availableParallelism(), pause: () => setImmediate() };
  const { images, scores: score } = prepareScoring(scheme, scoring);
  // GraSP may take minutes, in which nothing else would be heard of it.
  console.error(`${scoringWords({ scheme, images }, "en")} …`);
  const scores = await score();
  const masks = scoredMasks(graph, scores, { ...plan.prune, scheme }, plan.seed);
  return maskTable(graph, masks, scheme, plan.prune.density);
}
