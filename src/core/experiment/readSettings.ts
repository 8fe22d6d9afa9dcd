/** A point of the grid → its settings, defaults filled in; a section is read once, however many points share it. */
import type { Static, TSchema } from "typebox";
import * as Value from "typebox/value";
import { dataFormats, type FolderFormatId } from "../data/formats";
import type { Fault } from "../problemText";
import { isRecord } from "../record";
import { complete, completer, merge } from "./complete";
import type { Lookup } from "./lookup";
import type { DataChoice } from "./plan";
import { recipes } from "./recipes";
import { cellSchema, dataSchema, type CellSettings } from "./schema";
import { plain, type Tree } from "./tree";

export interface PointSettings extends Omit<CellSettings, "version" | "data"> {
  readonly data: DataChoice;
}

/** @returns a reader; a point's settings are undefined where it has faults, or where its data cannot be found out */
export function settingsReader(lookup: Lookup): (point: Tree) => PointSettings | Fault | undefined {
  const { model, prune, train, evaluate, evaluation, scale, seeds, dense, margin, engine, requireGpu } =
    cellSchema.properties;
  const read = {
    model: section(model),
    prune: section(prune),
    evaluate: section(evaluate),
    evaluation: section(evaluation),
    scale: section(scale),
    seeds: section(seeds),
    dense: section(dense),
    margin: section(margin),
    engine: section(engine),
    requireGpu: section(requireGpu),
  };
  const trains = new Map(Object.entries(recipes).map(([format, recipe]) => [format, section(train, recipe)] as const));
  const dataOf = shared((tree) => readData(tree, lookup));
  return (point) => {
    const data = dataOf(sectionOf(point, "data"));
    if (data === undefined || "code" in data) return data;
    const settings = {
      data,
      model: read.model(sectionOf(point, "model")),
      prune: read.prune(sectionOf(point, "prune")),
      train: trains.get(data.format)?.(sectionOf(point, "train")),
      evaluate: read.evaluate(sectionOf(point, "evaluate")),
      evaluation: read.evaluation(sectionOf(point, "evaluation")),
      scale: read.scale(sectionOf(point, "scale")),
      seeds: read.seeds(sectionOf(point, "seeds")),
      dense: read.dense(sectionOf(point, "dense")),
      margin: read.margin(sectionOf(point, "margin")),
      engine: read.engine(sectionOf(point, "engine")),
      requireGpu: read.requireGpu(sectionOf(point, "requireGpu")),
    };
    return isComplete(settings) ? settings : undefined;
  };
}

type Partly<T> = { readonly [K in keyof T]: T[K] | undefined };

function isComplete(settings: Partly<PointSettings>): settings is PointSettings {
  return Object.values(settings).every((value) => value !== undefined);
}

function sectionOf(point: Tree, name: keyof CellSettings): Tree | undefined {
  return point.kind === "mapping" ? point.entries.get(name)?.value : undefined;
}

/** What is written, over what holds where nothing is, over the schema's defaults; undefined where that does not fit. */
function section<S extends TSchema>(schema: S, base?: unknown): (tree: Tree | undefined) => Static<S> | undefined {
  const complete = completer(schema);
  return shared((tree) => {
    const value = complete(merge(base, tree && plain(tree)));
    return Value.Check(schema, value) ? value : undefined;
  });
}

/** A format that needs a folder and has none is a fault; an image folder says itself how many classes it has. */
function readData(tree: Tree | undefined, { classCount, resolve }: Lookup): DataChoice | Fault | undefined {
  const written = tree === undefined ? { format: "builtin" } : plain(tree);
  if (typeof written === "string") {
    return needsFolder(written)
      ? { code: "data-needs-path", args: { format: written } }
      : dataFrom({ format: written });
  }
  if (!isRecord(written) || typeof written.path !== "string") return dataFrom(written);
  const path = resolve(written.path);
  if (written.format !== "imagenet" || written.classes !== undefined) return dataFrom({ ...written, path });
  const classes = classCount(path);
  // Where it is no image folder, that is found when it is looked at.
  return classes === "unknown" ? undefined : dataFrom({ ...written, path, classes: classes ?? 1 });
}

function dataFrom(written: unknown): DataChoice | undefined {
  const data = complete(dataSchema, written);
  return Value.Check(dataSchema, data) ? data : undefined;
}

function needsFolder(format: string): format is FolderFormatId {
  return format !== "builtin" && Object.hasOwn(dataFormats, format);
}

/** Points share what stands in the file once. */
function shared<T>(read: (tree: Tree | undefined) => T): (tree: Tree | undefined) => T {
  const known = new Map<Tree | undefined, { readonly answer: T }>();
  return (tree) => {
    const before = known.get(tree);
    if (before !== undefined) return before.answer;
    const answer = read(tree);
    known.set(tree, { answer });
    return answer;
  };
}
