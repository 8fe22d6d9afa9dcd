/** Whether what a file refers to can be had and fits together. Each question is asked once, however large the grid. */
import type { Graph } from "../model/graph";
import type { Fault } from "../problemText";
import { infeasible, leastFeasibleDensity, plainlyFeasible, schemeFault } from "../sparsity/densities";
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
  const modelsOf = new Map<DataChoice, Map<CellSettings["model"], ModelResult>>();
  const floors = new Map<Graph, Map<SchemeId, Floor>>();
  return {
    model(model, data) {
      // Most points share what stands in the file once; what is written twice is the same model all the same.
      const ofData = remembered(modelsOf, data, () => new Map<CellSettings["model"], ModelResult>());
      return remembered(ofData, model, () =>
        remembered(models, JSON.stringify([model, data.format, dataShape(data)]), () =>
          resolveModel(model, data, lookup),
        ),
      );
    },
    data: dataCheck(lookup.dataProblem),
    testImages: dataCheck(lookup.testImagesProblem),
    sampling: ({ scheme, sampling }) =>
      sampling === "bernoulli" && isScored(scheme) && scoredSchemes[scheme].positions === "scored"
        ? { code: "sampling-not-applicable", args: { scheme } }
        : undefined,
    density(graph, { scheme, density }) {
      const ofGraph = remembered(floors, graph, () => new Map<SchemeId, Floor>());
      const floor = remembered<SchemeId, Floor>(ofGraph, scheme, () => ({
        fault: schemeFault(scheme, graph),
        enough: Infinity,
      }));
      if (floor.fault !== undefined || density >= floor.enough) return floor.fault;
      if (plainlyFeasible(scheme, graph, density)) {
        floor.enough = density;
        return undefined;
      }
      floor.least ??= leastFeasibleDensity(scheme, graph);
      return density < floor.least ? infeasible(scheme, graph, density, floor.least) : undefined;
    },
  };
}

/** What is known so far of the densities that a scheme can give to a network. */
interface Floor {
  readonly fault: Fault | undefined;
  /** A density that can be had, and so can all above it. */
  enough: number;
  /** The least that can be had. */
  least?: number;
}

function dataCheck(problem: Lookup["dataProblem"]): Checks["data"] {
  const messages = new Map<string, string | false>();
  const messagesOf = new Map<DataChoice, string | false>();
  return (choice) => {
    const message = remembered(messagesOf, choice, () =>
      remembered(messages, JSON.stringify(choice), () => problem(choice) ?? false),
    );
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
