/** Whether what a file refers to can be had and fits together. Each question is asked once, however large the grid. */
import type { Graph } from "../model/graph";
import type { Fault } from "../problemText";
import { densityFault, leastFeasibleDensity, schemeFault } from "../sparsity/densities";
import { isScored, type SchemeId } from "../sparsity/schemes";
import { scoredSchemes } from "../sparsity/scoredSchemes";
import type { Lookup } from "./lookup";
import { dataShape, type DataChoice, type Pruning } from "./plan";
import { resolveModel, type ModelResult } from "./resolveModel";
import type { CellSettings } from "./schema";

export interface Checks {
  readonly model: (model: CellSettings["model"], data: DataChoice) => ModelResult;
  readonly data: (choice: DataChoice) => Fault | undefined;
  readonly testImages: (choice: DataChoice) => Fault | undefined;
  readonly sampling: (prune: Pruning) => Fault | undefined;
  readonly density: (graph: Graph, prune: Pruning) => Fault | undefined;
}

export function checksWith(lookup: Lookup): Checks {
  const models = new Map<string, ModelResult>();
  const floors = new Map<Graph, Map<SchemeId, number | Fault>>();
  return {
    model: (model, data) =>
      remembered(models, JSON.stringify([model, data.format, dataShape(data)]), () =>
        resolveModel(model, data, lookup),
      ),
    data: dataCheck(lookup.dataProblem),
    testImages: dataCheck(lookup.testImagesProblem),
    sampling: ({ scheme, sampling }) =>
      sampling === "bernoulli" && isScored(scheme) && scoredSchemes[scheme].positions === "scored"
        ? { code: "sampling-not-applicable", args: { scheme } }
        : undefined,
    density: (graph, { scheme, density }) => {
      const ofGraph = remembered(floors, graph, () => new Map<SchemeId, number | Fault>());
      const floor = remembered(
        ofGraph,
        scheme,
        () => schemeFault(scheme, graph) ?? leastFeasibleDensity(scheme, graph),
      );
      if (typeof floor !== "number") return floor;
      return density < floor ? densityFault(scheme, graph, density) : undefined;
    },
  };
}

function dataCheck(problem: Lookup["dataProblem"]): Checks["data"] {
  const messages = new Map<string, string | false>();
  return (choice) => {
    const message = remembered(messages, JSON.stringify(choice), () => problem(choice) ?? false);
    return message === false ? undefined : { code: "data-unusable", args: { message } };
  };
}

/** `undefined` is no answer here: it means not asked yet. */
function remembered<Key, Answer extends object | string | number | false>(
  answers: Map<Key, Answer>,
  key: Key,
  ask: () => Answer,
): Answer {
  const answer = answers.get(key) ?? ask();
  answers.set(key, answer);
  return answer;
}
