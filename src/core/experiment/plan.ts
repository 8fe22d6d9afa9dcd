/**
 * A plan: one run, frozen. Everything that decides the numbers is in it and nothing else, so that two equal plans are
 * the same run. Where it runs (engine, threads) is not: that is recorded as an event.
 */
import { fixedFormats, type FolderFormatId } from "../data/formats";
import type { MetricId } from "../evaluation/metrics";
import type { Frozen } from "../frozen";
import type { Graph, Shape } from "../model/graph";
import { preset } from "../model/presets";
import type { EvaluationSettings, planDataSchema, pruneSchema, trainSchema } from "./schema";

export interface Plan {
  readonly version: 1;
  readonly model: ModelChoice;
  readonly data: DataChoice;
  readonly prune: Pruning;
  readonly train: Training;
  readonly evaluate: readonly MetricId[];
  /** Only what `evaluate` makes use of, and only where it is not the usual. */
  readonly evaluation?: Partial<EvaluationSettings>;
  /** Where it is not 1: epochs and images are only that share of what the experiment says, here already shrunk. */
  readonly scale?: number;
  readonly seed: number;
}

/** A preset by name, or a model file frozen as its graph (`file` is for people). */
export type ModelChoice = { readonly preset: string } | { readonly file: string; readonly graph: Graph };

/** Paths are absolute. `limit` keeps the first images of each split only, `share` that part of them. */
export type DataChoice = Frozen<typeof planDataSchema>;

/** `density` is the share of all prunable weights that is kept. */
export type Pruning = Frozen<typeof pruneSchema>;

export type Training = Frozen<typeof trainSchema>;

/** Learning rate over training. Points `at` are shares of all epochs; `warmup` is in epochs. */
export type Schedule = Training["schedule"];

/** Images by their format and folder alone. */
export interface DataFolder {
  readonly format: FolderFormatId;
  readonly path: string;
}

/**
 * The images of a folder as plans choose them.
 *
 * @param size       height and width that pictures in files are given
 * @param classCount as in `Lookup`
 */
export function dataIn(
  { format, path }: DataFolder,
  size: number,
  classCount: (folder: string) => number | undefined,
): DataChoice {
  if (format !== "imagenet") return { format, path };
  // Where it is no image folder, that is found when it is looked at.
  return { format, path, size, classes: classCount(path) ?? 1 };
}

/** Channels, height and width of one image, and the number of classes. */
export function dataShape(data: DataChoice): { readonly shape: Shape; readonly classes: number } {
  if (data.format === "imagenet") return { shape: [3, data.size, data.size], classes: data.classes };
  const { shape, classes } = fixedFormats[data.format];
  return { shape, classes };
}

/**
 * The network a plan trains; a preset is built for the data's images and classes.
 *
 * @throws RangeError when there is no such preset or its layers do not fit the images
 */
export function planGraph({ model, data }: Pick<Plan, "model" | "data">): Graph {
  if ("graph" in model) return model.graph;
  const { shape, classes } = dataShape(data);
  const graph = preset(model.preset, { classes, input: shape });
  if (graph === undefined) throw new RangeError(`No model is called "${model.preset}".`);
  return graph;
}
