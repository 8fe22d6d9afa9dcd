/** The layers of a `*.model.yaml`: which settings each has, and what it becomes. */
import { nearest } from "../nearest";
import type { Span } from "../problem";
import { evenPadding, samePadding } from "./build";
import type { Initial, Layer, Shape, Window } from "./graph";
import { numberIn, numberPair, wholeNumber, type Report } from "./reading";
import { excerpt, field, scalarOf, type Tree } from "./textTree";

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

interface LayerForm {
  readonly settings: readonly string[];
  readonly read: (layer: LayerReading) => Make | null;
}

const heNormal: Initial = { weight: "kaiming_fan_in", bias: "uniform_fan_in" };

const forms: ReadonlyMap<string, LayerForm> = new Map<string, LayerForm>([
  ["conv", { settings: ["out", "kernel", "stride", "padding", "bias"], read: convolution }],
  ["batchNorm", { settings: ["epsilon", "momentum"], read: batchNorm }],
  ["relu", { settings: [], read: () => () => ({ op: "relu" }) }],
  ["maxPool", { settings: ["kernel", "stride", "padding"], read: (layer) => pooling(layer, "maxPool") }],
  ["avgPool", { settings: ["kernel", "stride", "padding"], read: (layer) => pooling(layer, "avgPool") }],
  ["globalAvgPool", { settings: [], read: () => () => ({ op: "globalAvgPool" }) }],
  ["flatten", { settings: [], read: () => () => ({ op: "flatten", order: "chw" }) }],
  ["dense", { settings: ["out", "bias"], read: dense }],
  ["dropout", { settings: ["rate"], read: dropout }],
]);

/** What a list may hold; `residual` has branches and is read by whoever walks the list. */
export const layerKinds: readonly string[] = [...forms.keys(), "residual"];

/** @returns null where there is a problem: the report says which */
export function readYamlLayer(layer: LayerReading): Make | null {
  const { kind, span, report } = layer;
  const form = forms.get(kind);
  if (form === undefined) {
    return report.error(span, "model-unsupported-layer", { name: kind, kind, supported: layerKinds.join(", ") });
  }
  return checkKeys(layer, ["name", ...form.settings]) ? form.read(layer) : null;
}

/** Whether a layer's settings have only keys that mean something. */
export function checkKeys({ kind, settings, report }: LayerReading, known: readonly string[]): boolean {
  if (settings?.kind !== "map") {
    const empty = settings === undefined || scalarOf(settings) === null;
    if (!empty) report.error(settings.span, "model-layer-form");
    return empty;
  }
  const unknown = [...settings.entries].filter(([key]) => !known.includes(key));
  for (const [key, entry] of unknown) {
    const near = nearest(key, known);
    const args = { parent: kind, key, known: known.join(", ") };
    report.error(entry.key, "unknown-key", near === undefined ? args : { ...args, nearest: near });
  }
  return unknown.length === 0;
}

function convolution(layer: LayerReading): Make | null {
  const out = outputs(layer);
  const window = windowOf(layer, undefined, "same");
  const bias = flag(layer, "bias", false);
  if (out === null || window === null || bias === null) return null;
  return (input) => ({ op: "conv2d", out, bias, initial: heNormal, ...window(input) });
}

function pooling(layer: LayerReading, op: "maxPool" | "avgPool"): Make | null {
  const window = windowOf(layer, "kernel", "valid");
  if (window === null) return null;
  return (input) => (op === "maxPool" ? { op, ...window(input) } : { op, countPadding: false, ...window(input) });
}

function batchNorm(layer: LayerReading): Make | null {
  const epsilon = setting(
    layer,
    "epsilon",
    1e-5,
    (tree) => numberIn(tree, Number.MIN_VALUE, 1),
    "a number from 0 to 1",
  );
  const momentum = setting(layer, "momentum", 0.1, (tree) => numberIn(tree, 0, 1), "a number from 0 to below 1");
  return epsilon === null || momentum === null ? null : () => ({ op: "batchNorm", epsilon, momentum });
}

function dense(layer: LayerReading): Make | null {
  const out = outputs(layer);
  const bias = flag(layer, "bias", true);
  if (out === null || bias === null) return null;
  return () => ({ op: "dense", out, bias, initial: heNormal });
}

function dropout(layer: LayerReading): Make | null {
  const rate = setting(layer, "rate", undefined, (tree) => numberIn(tree, 0, 1), "a number from 0 to below 1");
  return rate === null ? null : () => ({ op: "dropout", rate });
}

function outputs(layer: LayerReading): number | null {
  const read = (tree: Tree): number | undefined =>
    scalarOf(tree) === "classes" ? layer.classes : wholeNumber(tree, 1);
  return setting(layer, "out", undefined, read, "a whole number from 1 on, or the word classes,");
}

/** `same`: as many outputs as ⌈extent / stride⌉, an odd pixel at the bottom and right; a number: on all four sides. */
function windowOf(
  layer: LayerReading,
  defaultStride: "kernel" | undefined,
  defaultPadding: "same" | "valid",
): ((input: Shape) => Window) | null {
  const pair = (tree: Tree): readonly [number, number] | undefined => numberPair(tree, 1);
  const supported = "one whole number or two, from 1 on,";
  const kernel = setting(layer, "kernel", undefined, pair, supported);
  const stride = setting(
    layer,
    "stride",
    defaultStride === "kernel" ? (kernel ?? undefined) : ([1, 1] as const),
    pair,
    supported,
  );
  const mode = (tree: Tree): "same" | number | undefined => {
    const word = scalarOf(tree);
    return word === "same" ? "same" : word === "valid" ? 0 : wholeNumber(tree, 0);
  };
  const otherwise = defaultPadding === "same" ? "same" : 0;
  const padding = setting(layer, "padding", otherwise, mode, "same, valid or a whole number of pixels");
  if (kernel === null || stride === null || padding === null) return null;
  return (input) => ({
    kernel,
    stride,
    padding: padding === "same" ? samePadding(input, kernel, stride) : evenPadding(padding),
  });
}

function flag(layer: LayerReading, key: string, otherwise: boolean): boolean | null {
  const read = (tree: Tree): boolean | undefined => {
    const value = scalarOf(tree);
    return typeof value === "boolean" ? value : undefined;
  };
  return setting(layer, key, otherwise, read, "true or false");
}

/** A setting's value, its default where it is left out, or a problem. */
function setting<T>(
  { kind, span, settings, text, report }: LayerReading,
  key: string,
  otherwise: T | undefined,
  read: (tree: Tree) => T | undefined,
  supported: string,
): T | null {
  const tree = field(settings, key);
  if (tree === undefined) return otherwise ?? report.error(span, "model-missing-value", { name: kind, key });
  const found = excerpt(text, tree.span);
  return read(tree) ?? report.error(tree.span, "model-unsupported-value", { name: kind, key, found, supported });
}
