import { basename } from "node:path";
import { type Plan, planGraph } from "../core/experiment/plan";
import { layerTable } from "../core/model/cost";
import type { Graph } from "../core/model/graph";
import { presetFault } from "../core/model/presetNames";
import { preset } from "../core/model/presets";
import { readModel } from "../core/model/read";
import { nearest } from "../core/nearest";
import { problemMessage } from "../core/problemText";
import { isDense } from "../core/run/twin";
import { type SchemeId, isSchemeId, isScored, schemeIds } from "../core/sparsity/schemes";
import { BadInput } from "./badInput";
import { type ExitCode, exitCodes } from "./exitCodes";
import { problemLines, readPlans } from "./experimentFile";
import { readText } from "./files";
import { scoredTable } from "./scoredTable";
import { densityTable } from "./tables";

export interface DensitiesOptions {
  readonly model?: string;
  readonly scheme?: string;
  readonly density?: string;
  readonly classes?: string;
  readonly json?: boolean;
}

interface Request {
  readonly model: string;
  readonly graph: Graph;
  readonly scheme: SchemeId;
  readonly density: number;
  /** Where there is an experiment file: what data and seed a scoring scheme needs. */
  readonly plan?: Plan;
}

/**
 * Prints what a scheme makes of a network: kept weights and MACs, layer by layer. A scheme that scores weights does so
 * here as in the run.
 */
export async function densities(file: string | undefined, options: DensitiesOptions): Promise<ExitCode> {
  const { model, graph, scheme, density, plan } = requestOf(file, options);
  const table = isScored(scheme)
    ? await scoredTable(scheme, plan && { ...plan, prune: { ...plan.prune, scheme, density } }, file)
    : layerTable(graph, scheme, density);
  if (options.json === true) console.log(JSON.stringify({ model, scheme, density, ...table }));
  else console.log(`${model} · ${scheme} ${density}\n${densityTable(table)}`);
  return exitCodes.done;
}

function requestOf(file: string | undefined, options: DensitiesOptions): Request {
  if ((file === undefined) === (options.model === undefined)) {
    throw new BadInput("Give either --model NAME|FILE or one *.sparse.yaml file.");
  }
  if (file !== undefined) return fromExperiment(file, options);
  if (options.scheme === undefined || options.density === undefined) {
    throw new BadInput(`--model also needs --scheme and --density. Known schemes: ${schemeIds.join(", ")}.`);
  }
  const model = options.model!;
  const graph = modelGraph(model, classCount(options.classes));
  return { model: graph.name, graph, scheme: schemeOf(options.scheme), density: densityOf(options.density) };
}

/** Options replace what the file says; together they must leave one pruning of one model. */
function fromExperiment(file: string, options: DensitiesOptions): Request {
  const plans = readPlans(file);
  const sparse = plans.filter((plan) => !isDense(plan));
  const requests = (sparse.length > 0 ? sparse : plans).map((plan) => fromPlan(plan, options));
  const titles = [...new Set(requests.map(({ model, scheme, density }) => `${model} ${scheme} ${density}`))];
  if (titles.length > 1) {
    throw new BadInput(
      `${basename(file)} asks for ${titles.length} different networks (${titles.slice(0, 4).join(", ")}…); ` +
        `choose one with --scheme and --density, or name it with --model.`,
    );
  }
  return requests[0]!;
}

function fromPlan(plan: Plan, { scheme, density }: DensitiesOptions): Request {
  const graph = planGraph(plan);
  return {
    ...{ model: graph.name, graph, plan },
    scheme: scheme === undefined ? plan.prune.scheme : schemeOf(scheme),
    density: density === undefined ? plan.prune.density : densityOf(density),
  };
}

/** A preset by name, or a model file. */
function modelGraph(model: string, classes: number | undefined): Graph {
  if (!/\.(ya?ml|json)$/.test(model)) {
    const fault = presetFault(model);
    if (fault !== undefined) throw new BadInput(`${problemMessage(fault)} A model is ${modelForms}.`);
    return preset(model, { classes: classes ?? defaultClasses(model) })!;
  }
  const text = readText(model);
  const { graph, problems } = readModel(model, text, classes === undefined ? {} : { classes });
  if (graph === undefined) throw new BadInput(problemLines(model, text, problems));
  return graph;
}

const modelForms =
  "cifar_resnet_<depth>[_<width>], vgg11 to vgg19, resnet18 to resnet101, WideResNet50_2, WideResNet101_2, " +
  "or a *.model.yaml or model.json file";

/** What each family was made for: ImageNet's thousand classes, else CIFAR-10's ten. */
function defaultClasses(name: string): number {
  return /^(resnet|WideResNet)/.test(name) ? 1000 : 10;
}

function schemeOf(text: string): SchemeId {
  if (isSchemeId(text)) return text;
  const near = nearest(text, schemeIds);
  throw new BadInput(
    `No scheme is called "${text}"${near === undefined ? "" : ` (did you mean "${near}"?)`}. ` +
      `Known schemes: ${schemeIds.join(", ")}.`,
  );
}

function densityOf(text: string): number {
  const density = Number(text);
  if (/^[\d.eE+-]+$/.test(text) && density > 0 && density <= 1) return density;
  throw new BadInput(`--density is ${text}, but must be a number greater than 0 and at most 1.`);
}

function classCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const classes = Number(text);
  if (Number.isInteger(classes) && classes >= 1 && classes <= 65_536) return classes;
  throw new BadInput(`--classes is ${text}, but must be a whole number from 1 to 65536.`);
}
