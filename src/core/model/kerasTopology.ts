/**
 * The wiring of a Keras model: its layers in an order in which each follows what it takes. Sequential and functional
 * models, as TensorFlow.js, Keras 2 and Keras 3 write them, come out alike.
 */
import type { Span } from "../problem";
import type { Report } from "./reading";
import { layerLimit } from "./reading";
import { field, itemsOf, scalarOf, textOf, type Tree } from "./textTree";

export interface KerasLayer {
  readonly name: string;
  /** `Conv2D`. */
  readonly kind: string;
  readonly config: Tree;
  /** Names of the layers whose outputs it takes. */
  readonly sources: readonly string[];
  /** Place of its class name: where its problems are shown. */
  readonly span: Span;
}

export interface KerasTopology {
  readonly name: string;
  /** The last is the output. */
  readonly layers: readonly KerasLayer[];
}

export function readTopology(root: Tree, report: Report): KerasTopology | null {
  const model = unwrapped(root);
  if (field(model, "node") !== undefined) return report.error(model.span, "model-graph-format");
  const config = field(model, "config");
  const listed = config?.kind === "list" ? config : field(config, "layers");
  if (listed?.kind !== "list") {
    return report.error(model.span, "model-not-a-model", { expected: '"config" with a list of "layers"' });
  }
  if (listed.items.length > layerLimit) {
    return report.error(listed.span, "model-too-many-layers", { limit: layerLimit });
  }
  const layers = listed.items.flatMap((item, index) => readLayer(item, index, report) ?? []);
  const kind = textOf(field(model, "class_name")) ?? "";
  const name = textOf(field(config, "name")) ?? textOf(field(model, "name")) ?? "model";
  if (kind === "Sequential") return sequential(name, layers, config!, report);
  return functional(name, layers, config!, report);
}

interface ReadLayer extends KerasLayer {
  /** One list of sources for each time the layer is used. */
  readonly uses: readonly (readonly string[])[];
}

/** `{modelTopology: {model_config: {…}}}`, `{model_config: {…}}` and the model itself. */
function unwrapped(root: Tree): Tree {
  const topology = field(root, "modelTopology") ?? root;
  return field(topology, "model_config") ?? topology;
}

function readLayer(item: Tree, index: number, report: Report): ReadLayer | null {
  const config = field(item, "config");
  const kind = field(item, "class_name");
  if (config?.kind !== "map" || textOf(kind) === undefined) {
    return report.error(item.span, "model-not-a-model", { expected: '"class_name" or "config"', layer: index + 1 });
  }
  const name = textOf(field(item, "name")) ?? textOf(field(config, "name")) ?? `layer_${index + 1}`;
  const uses = itemsOf(field(item, "inbound_nodes")).map(sourcesIn);
  return { name, kind: textOf(kind)!, config, uses, sources: uses[0] ?? [], span: kind!.span };
}

function sequential(name: string, layers: readonly ReadLayer[], config: Tree, report: Report): KerasTopology | null {
  if (layers.length === 0) return report.error(config.span, "model-no-layers");
  const input = inputShape(layers[0]!.config) ?? field(config, "build_input_shape");
  const head: KerasLayer[] = layers[0]!.kind === "InputLayer" || input === undefined ? [] : [inputOf(layers, input)];
  const chain = [...head, ...layers];
  return {
    name,
    layers: chain.map((layer, index) => ({ ...layer, sources: index === 0 ? [] : [chain[index - 1]!.name] })),
  };
}

/** The input that a sequential model leaves unsaid, under a name that no layer has. */
function inputOf(layers: readonly ReadLayer[], shape: Tree): KerasLayer {
  const taken = layers.map((layer) => layer.name);
  const name = ["input", ...taken.map((_, index) => `input_${index + 1}`)].find((free) => !taken.includes(free))!;
  const config: Tree = {
    kind: "map",
    span: shape.span,
    entries: new Map([["batch_input_shape", { key: shape.span, value: shape }]]),
  };
  return { name, kind: "InputLayer", config, sources: [], span: shape.span };
}

export function inputShape(config: Tree): Tree | undefined {
  return field(config, "batch_input_shape") ?? field(config, "batch_shape");
}

function functional(name: string, layers: readonly ReadLayer[], config: Tree, report: Report): KerasTopology | null {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  for (const layer of layers) {
    if (byName.get(layer.name) !== layer) report.error(layer.span, "model-duplicate-name", { name: layer.name });
    if (layer.uses.length > 1) {
      report.error(layer.span, "model-shared-layer", { name: layer.name, count: layer.uses.length });
    }
    const unknown = layer.sources.find((source) => !byName.has(source));
    if (unknown !== undefined) report.error(layer.span, "model-unknown-source", { name: layer.name, source: unknown });
  }
  const used = new Set(layers.flatMap(({ sources }) => sources));
  const declared = field(config, "output_layers");
  const outputs =
    declared === undefined
      ? layers.filter((layer) => !used.has(layer.name)).map((layer) => layer.name)
      : sourcesIn(declared);
  if (outputs.length !== 1) {
    return report.error((declared ?? config).span, "model-outputs", { count: outputs.length });
  }
  const output = byName.get(outputs[0]!);
  if (output === undefined) {
    return report.error((declared ?? config).span, "model-unknown-source", {
      name: "output_layers",
      source: outputs[0]!,
    });
  }
  return report.failed() ? null : ordered(name, layers, byName, output, report);
}

/** What leads to the output, in the file's order as far as that is one in which sources come first. */
function ordered(
  name: string,
  layers: readonly ReadLayer[],
  byName: ReadonlyMap<string, ReadLayer>,
  output: ReadLayer,
  report: Report,
): KerasTopology | null {
  const needed = new Set([output]);
  for (const layer of needed) layer.sources.forEach((source) => needed.add(byName.get(source)!));
  const done = new Set<KerasLayer>();
  const open = new Set<KerasLayer>();
  for (const start of layers.filter((layer) => needed.has(layer))) {
    const path: ReadLayer[] = [start];
    while (path.length > 0) {
      const layer = path.at(-1)!;
      open.add(layer);
      const missing = layer.sources.map((source) => byName.get(source)!).find((source) => !done.has(source));
      if (missing !== undefined && open.has(missing)) {
        return report.error(missing.span, "model-cycle", { name: missing.name });
      }
      if (missing !== undefined) path.push(missing);
      else done.add(path.pop()!);
    }
  }
  return { name, layers: [...done] };
}

/**
 * Names of the layers a call takes: `["relu", 0, 0, {}]` in Keras 2, `{config: {keras_history: ["relu", 0, 0]}}` in
 * Keras 3, in whatever lists these stand.
 */
function sourcesIn(tree: Tree): string[] {
  if (tree.kind === "map") {
    const history = field(field(tree, "config"), "keras_history");
    const next = history ?? field(tree, "args");
    return next === undefined ? [] : sourcesIn(next);
  }
  const [first, second] = itemsOf(tree);
  const name = textOf(first);
  if (name !== undefined && typeof scalarOf(second) === "number") return [name];
  return itemsOf(tree).flatMap(sourcesIn);
}
