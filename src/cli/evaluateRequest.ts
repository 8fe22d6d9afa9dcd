import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MetricId } from "../core/evaluation/metrics";
import { evaluationSettings } from "../core/experiment/evaluation";
import { type DataChoice, dataShape, planGraph } from "../core/experiment/plan";
import { resolveModel } from "../core/experiment/resolveModel";
import type { EvaluationSettings } from "../core/experiment/schema";
import type { Graph } from "../core/model/graph";
import { problemMessage } from "../core/problemText";
import type { Test } from "../core/run/state";
import { lookupBeside } from "../store/lookup";
import { BadInput } from "./badInput";
import { dataOf, epochOf, metricsOf, numberOf, outliersOf } from "./choices";
import { findRun, weightsFile } from "./findRun";

export interface EvaluateOptions {
  readonly model?: string;
  readonly data?: string;
  readonly size?: string;
  readonly metrics?: string;
  readonly outliers?: string;
  readonly bins?: string;
  readonly eps?: string;
  readonly attacked?: string;
  readonly epoch: string;
  readonly batch: string;
  readonly threads?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Weights to evaluate, and how. */
export interface EvaluateRequest {
  readonly title: string;
  readonly file: string;
  readonly graph: Graph;
  readonly data: DataChoice;
  readonly evaluate: readonly MetricId[];
  readonly settings: EvaluationSettings;
  readonly which: Test["which"];
  /** What the values are of: "last epoch". */
  readonly column: string;
}

/** Of pictures in files. */
const usualSize = "224";

const usualMetrics: readonly MetricId[] = ["accuracy", "nll", "brier", "ece"];

/** @throws BadInput for what cannot be evaluated, in one sentence */
export function evaluateRequest(name: string, options: EvaluateOptions): Promise<EvaluateRequest> {
  return name.endsWith(".safetensors") ? Promise.resolve(ofFile(name, options)) : ofRun(name, options);
}

async function ofRun(name: string, options: EvaluateOptions): Promise<EvaluateRequest> {
  if (options.model !== undefined) {
    throw new BadInput("A run has its own model; --model is for a *.safetensors file that is no run's.");
  }
  const { run } = await findRun(name, options.out);
  const graph = planGraph(run.plan);
  const data =
    options.data === undefined ? run.plan.data : fitting(dataOf(options.data, graph.nodes[0]!.shape[1]), graph);
  const file = weightsFile(run);
  const own = run.plan.evaluate.filter((id) => id !== "gradient_flow");
  const settings = measured(options, own, evaluationSettings(run.plan));
  return { title: run.title, file, graph, data, ...settings, column: `${settings.which} epoch` };
}

function ofFile(file: string, options: EvaluateOptions): EvaluateRequest {
  if (!existsSync(file)) throw new BadInput(`${file} cannot be read: there is no such file or folder.`);
  if (options.model === undefined || options.data === undefined) {
    throw new BadInput(`${file} holds weights only: name the network with --model and the test images with --data.`);
  }
  const data = dataOf(options.data, numberOf("--size", options.size ?? usualSize, 8, 1024));
  const model = resolveModel(options.model, data, lookupBeside(join(process.cwd(), "x")));
  if ("fault" in model) throw new BadInput(problemMessage(model.fault));
  const { graph } = model;
  const settings = measured(options, usualMetrics, evaluationSettings({}));
  return { title: options.model, file, graph, data, ...settings, column: "value" };
}

/** What the options ask to be measured, over what is usual. */
function measured(options: EvaluateOptions, evaluate: readonly MetricId[], settings: EvaluationSettings) {
  const { bins, eps, attacked, outliers, metrics, epoch } = options;
  const { robustness } = settings;
  return {
    which: epochOf(epoch),
    evaluate: metrics === undefined ? evaluate : metricsOf(metrics),
    settings: {
      ...settings,
      ...(bins !== undefined && { bins: numberOf("--bins", bins, 1, 1000) }),
      ...(outliers !== undefined && { outliers: outliersOf(outliers) }),
      robustness: {
        ...robustness,
        ...(eps !== undefined && { eps: numberOf("--eps", eps, 0, 255, false) }),
        ...(attacked !== undefined && { images: numberOf("--attacked", attacked, 1, 1_000_000) }),
      },
    },
  };
}

/** Other test images than a run's own must have its classes and shape. */
function fitting(data: DataChoice, graph: Graph): DataChoice {
  const { shape, classes } = dataShape(data);
  const input = graph.nodes[0]!.shape;
  if (shape.join() === input.join() && classes === graph.classes) return data;
  throw new BadInput(
    `The network takes ${input.join("×")} images of ${graph.classes} classes, but those of ${data.format} are ` +
      `${shape.join("×")} of ${classes}; to tell its test images from them, give them as --outliers.`,
  );
}
