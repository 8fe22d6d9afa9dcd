/** What a file's `model` stands for: a preset by its shortest name, or a model file frozen as its graph. */
import { dataFormats } from "../data/formats";
import { shapeText } from "../model/build";
import type { Graph } from "../model/graph";
import { familyName, presetChoice, presetFault } from "../model/presetNames";
import { readModel } from "../model/read";
import { positionOf } from "../position";
import type { Fault } from "../problemText";
import type { Lookup } from "./lookup";
import { dataShape, planGraph, type DataChoice, type ModelChoice } from "./plan";
import type { CellSettings } from "./schema";

export type ModelResult =
  | { readonly choice: ModelChoice; readonly graph: Graph }
  /** `unknown`: the model file cannot be looked up from here, so nothing is wrong as far as anyone can tell. */
  | { readonly fault: Fault; readonly unknown?: true };

export function resolveModel(model: CellSettings["model"], data: DataChoice, lookup: Lookup): ModelResult {
  if (typeof model !== "string") return presetModel(familyName(model), data, lookup);
  return isModelPath(model) ? fileModel(model, data, lookup) : presetModel(model, data, lookup);
}

/** Whether a text names a model file rather than a preset. */
export function isModelPath(model: string): boolean {
  return /[\\/]|\.(ya?ml|json)$/.test(model);
}

function presetModel(name: string, data: DataChoice, { networks }: Lookup): ModelResult {
  const fault = presetFault(name);
  if (fault !== undefined) return { fault };
  const choice = { preset: familyName(presetChoice(name)!) };
  const { shape, classes } = dataShape(data);
  const key = `${choice.preset} ${shapeText(shape)} ${classes}`;
  try {
    const graph = networks?.get(key) ?? planGraph({ model: choice, data });
    networks?.set(key, graph);
    return { choice, graph };
  } catch (error) {
    // The only expected failure of the world: images too small for the network's strides.
    if (!(error instanceof RangeError)) throw error;
    const args = {
      data: dataFormats[data.format].title,
      input: shapeText(shape),
      model: choice.preset,
    };
    return { fault: { code: "model-unfit", args } };
  }
}

function fileModel(file: string, data: DataChoice, lookup: Lookup): ModelResult {
  if (!/\.(model\.ya?ml|json)$/.test(file)) return { fault: { code: "model-file-kind", args: { file } } };
  const path = lookup.resolve(file);
  const found = lookup.readText(path);
  if (found === "missing" || found === "unknown") {
    const fault: Fault = { code: "model-file-missing", args: { file } };
    return { fault, ...(found === "unknown" && { unknown: true }) };
  }
  const { shape, classes } = dataShape(data);
  const { graph, problems } = readModel(path, found.text, { classes, input: shape });
  if (graph !== undefined) return { choice: { file: path, graph }, graph };
  const first = problems.find(({ severity }) => severity === "error");
  const place = positionOf(found.text, first?.span.start ?? 0);
  return {
    fault: {
      code: "model-file-problem",
      args: { file, ...place },
      ...(first === undefined ? {} : { cause: { code: first.code, args: first.args } }),
    },
  };
}
