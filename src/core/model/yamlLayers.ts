/** The layers of a `*.model.yaml`: their settings are read as `schema.ts` declares them; here is what each becomes. */
import type { Static, TObject } from "typebox";
import * as Value from "typebox/value";
import { keysOf, keyword, omissible } from "../experiment/forms";
import { nearest } from "../nearest";
import type { Span } from "../problem";
import { accepted } from "./accepted";
import { evenPadding, samePadding } from "./build";
import type { Initial, Layer, Shape, Window } from "./graph";
import type { Report } from "./reading";
import { layerKinds, type LayerKind } from "./schema";
import { excerpt, field, itemsOf, scalarOf, type Tree } from "./textTree";

/** What one entry of the list says: `relu`, or `conv: { out: 16, kernel: 3 }`. */
export interface YamlLayer {
  readonly kind: string;
  /** Place of the kind's name. */
  readonly span: Span;
  readonly settings: Tree | undefined;
}

export interface LayerReading extends YamlLayer {
  readonly text: string;
  readonly report: Report;
  /** What `out: classes` means. */
  readonly classes: number;
}

type Make = (input: Shape) => Layer;

/** A residual has branches and is read by whoever walks the list. */
type PlainKind = Exclude<LayerKind, "residual">;

const heNormal: Initial = { weight: "kaiming_fan_in", bias: "uniform_fan_in" };

const readers: Readonly<Record<PlainKind, (layer: LayerReading) => Make | null>> = {
  conv: reader(layerKinds.conv, ({ out, bias, ...window }, classes) => {
    const extents = windowOf(window);
    return (input) => ({ op: "conv2d", out: outputs(out, classes), bias, initial: heNormal, ...extents(input) });
  }),
  batchNorm: reader(layerKinds.batchNorm, ({ epsilon, momentum }) => constant({ op: "batchNorm", epsilon, momentum })),
  relu: reader(layerKinds.relu, () => constant({ op: "relu" })),
  maxPool: reader(layerKinds.maxPool, (settings) => {
    const extents = windowOf(settings);
    return (input) => ({ op: "maxPool", ...extents(input) });
  }),
  avgPool: reader(layerKinds.avgPool, (settings) => {
    const extents = windowOf(settings);
    return (input) => ({ op: "avgPool", countPadding: false, ...extents(input) });
  }),
  globalAvgPool: reader(layerKinds.globalAvgPool, () => constant({ op: "globalAvgPool" })),
  flatten: reader(layerKinds.flatten, () => constant({ op: "flatten", order: "chw" })),
  dense: reader(layerKinds.dense, ({ out, bias }, classes) =>
    constant({ op: "dense", out: outputs(out, classes), bias, initial: heNormal }),
  ),
  dropout: reader(layerKinds.dropout, ({ rate }) => constant({ op: "dropout", rate })),
};

/** @returns null where there is a problem: the report says which */
export function readYamlLayer(layer: LayerReading): Make | null {
  const { kind, span, report } = layer;
  if (isPlain(kind)) return readers[kind](layer);
  const supported = Object.keys(layerKinds).join(", ");
  return report.error(span, "model-unsupported-layer", { name: kind, kind, supported });
}

/** Whether a layer's settings, if it has any, are a mapping with only keys that mean something. */
export function checkSettings({ kind, settings, report }: LayerReading, schema: TObject): boolean {
  if (settings?.kind === "map") return checkKeys(settings, schema, report, { parent: kind });
  const empty = settings === undefined || scalarOf(settings) === null;
  if (!empty) report.error(settings.span, "model-layer-form");
  return empty;
}

/** @param where names the mapping for people, unless it is the file */
export function checkKeys(
  mapping: Tree,
  schema: TObject,
  report: Report,
  where: { readonly parent?: string } = {},
): boolean {
  const known = keysOf([schema]);
  const unknown = mapping.kind === "map" ? [...mapping.entries].filter(([key]) => !known.includes(key)) : [];
  for (const [key, entry] of unknown) {
    const near = nearest(key, known);
    const args = { ...where, key, known: known.join(", ") };
    report.error(entry.key, "unknown-key", near === undefined ? args : { ...args, nearest: near });
  }
  return unknown.length === 0;
}

function isPlain(kind: string): kind is PlainKind {
  return Object.hasOwn(readers, kind);
}

function reader<Schema extends TObject>(
  schema: Schema,
  make: (settings: Static<Schema>, classes: number) => Make,
): (layer: LayerReading) => Make | null {
  return (layer) => {
    const settings = settingsOf(layer, schema);
    return settings === null ? null : make(settings, layer.classes);
  };
}

/** What the schema wants, defaults filled in, or every problem there is; a faulty name is the walk's to report. */
function settingsOf<Schema extends TObject>(layer: LayerReading, schema: Schema): Static<Schema> | null {
  const { kind, span, settings, text, report } = layer;
  if (!checkSettings(layer, schema)) return null;
  const values = Object.entries(schema.properties).flatMap(([key, property]) => {
    const tree = field(settings, key);
    const value = tree === undefined ? keyword(property, "default") : plain(tree);
    if (tree === undefined && !omissible(property)) report.error(span, "model-missing-value", { name: kind, key });
    if (tree !== undefined && key !== "name" && !Value.Check(property, value)) {
      const found = excerpt(text, tree.span);
      report.error(tree.span, "model-unsupported-value", { name: kind, key, found, supported: accepted(property) });
    }
    return value === undefined ? [] : [[key, value] as const];
  });
  const complete = Object.fromEntries(values);
  return Value.Check(schema, complete) ? complete : null;
}

/** A setting is one value or a list of them; what is nested deeper is none. */
function plain(tree: Tree): unknown {
  return tree.kind === "list" ? itemsOf(tree).map(scalarOf) : scalarOf(tree);
}

function constant(layer: Layer): Make {
  return () => layer;
}

function outputs(out: number | "classes", classes: number): number {
  return out === "classes" ? classes : out;
}

/** `same`: as many outputs as ⌈extent / stride⌉, an odd pixel at the bottom and right; a number: on all four sides. */
function windowOf({ kernel, stride = kernel, padding }: Static<typeof layerKinds.maxPool>): (input: Shape) => Window {
  const extents = { kernel: pair(kernel), stride: pair(stride) };
  if (padding !== "same") {
    const around = evenPadding(padding === "valid" ? 0 : padding);
    return () => ({ ...extents, padding: around });
  }
  return (input) => ({ ...extents, padding: samePadding(input, extents.kernel, extents.stride) });
}

function pair(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}
