/**
 * Model definitions as a list of layers (`*.model.yaml`); `examples/small.model.yaml` explains the format. Weights are
 * named by place, as PyTorch's `Sequential` does (`layers.3.body.0.weight`), or by a layer's `name`.
 */
import * as Value from "typebox/value";
import { versionFault } from "../fileVersion";
import type { Span } from "../problem";
import { graphBuilder, type GraphBuilder } from "./build";
import type { Layer, Shape } from "./graph";
import { checkGraph, layerLimit, reporter, type ModelContext, type ModelReading, type Report } from "./reading";
import { layerKinds, modelSchema } from "./schema";
import { excerpt, field, itemsOf, scalarOf, textOf, yamlTree, type Tree } from "./textTree";
import { checkKeys, checkSettings, readYamlLayer, type LayerReading, type YamlLayer } from "./yamlLayers";

/** The version of the file's form this reader knows. */
const knownVersion = modelSchema.properties.version.const;

/** What `out: classes` means as long as no data says otherwise. */
const defaultClasses = 10;

/** Branches within branches, deeper than any network. */
const depthLimit = 50;

/** @param context what the data settles, where it is known: what `classes` means, and the shape where `input` is left out */
export function readYamlModel(text: string, context: ModelContext = {}): ModelReading {
  const { root, problems } = yamlTree(text);
  const report = reporter(problems);
  if (root === undefined) {
    if (!report.failed()) report.error({ start: 0, end: text.length }, "model-not-a-model", { expected: '"layers"' });
    return { problems: report.problems };
  }
  if (!isOfKnownVersion(root, text, report)) return { problems: report.problems };
  const layers = field(root, "layers");
  checkKeys(root, modelSchema, report);
  if (layers?.kind !== "list") {
    report.error((layers ?? root).span, "model-not-a-model", { expected: 'a list of "layers"' });
    return { problems: report.problems };
  }
  if (layers.items.length === 0) report.error(layers.span, "empty-list", { key: "layers" });
  const declared = field(root, "input");
  const input = inputOf(declared, context);
  const inputSpan = declared?.span ?? firstCharacter(root.span);
  if (input === undefined) report.error(inputSpan, "model-no-input-shape", { example: "input: [3, 32, 32]" });
  const build = graphBuilder(nameOf({ text, report }, root) ?? "model", input ?? [3, 32, 32]);
  const classes = context.classes ?? defaultClasses;
  const places = [inputSpan];
  const walking: Walk = { build, report, text, classes, places, left: { layers: layerLimit } };
  walk(walking, { list: layers, prefix: "", from: 0, depth: 0 });
  if (report.failed()) return { problems: report.problems };
  const graph = build.finish();
  const output = layers.items.at(-1)?.span ?? layers.span;
  checkGraph(graph, { input: inputSpan, output }, context, report);
  return report.failed() ? { problems: report.problems } : { graph, places, problems: report.problems };
}

interface Walk {
  readonly build: GraphBuilder;
  readonly report: Report;
  readonly text: string;
  readonly classes: number;
  /** Of the nodes so far. */
  readonly places: Span[];
  /** Counts down, for aliases can repeat lists of lists. */
  readonly left: { layers: number };
}

/** A list of layers and where it stands: names begin with `prefix`, its first layer follows `from`. */
interface Branch {
  readonly list: Tree;
  readonly prefix: string;
  readonly from: number;
  readonly depth: number;
}

/** Appends a list's layers; after the first problem it only reads on. Returns the last node. */
function walk(walking: Walk, branch: Branch): number {
  const { report, left, text } = walking;
  const { list, prefix, depth } = branch;
  if (list.kind !== "list")
    report.error(list.span, "expected-list", { key: prefix, found: excerpt(text, list.span), example: "relu" });
  if (depth > depthLimit) report.error(list.span, "model-nesting", { limit: depthLimit });
  return depth > depthLimit
    ? branch.from
    : itemsOf(list).reduce((from, item, index) => {
        left.layers--;
        if (left.layers === 0) report.error(item.span, "model-too-many-layers", { limit: layerLimit });
        return left.layers > 0 ? walkItem(walking, { ...branch, from }, item, index) : from;
      }, branch.from);
}

function walkItem(walking: Walk, { prefix, from, depth }: Branch, item: Tree, index: number): number {
  const { report } = walking;
  const layer = layerOf(item);
  if (layer === undefined) {
    report.error(item.span, "model-layer-form");
    return from;
  }
  const name = nameOf(walking, layer.settings) ?? (prefix === "" ? `layers.${index}` : String(index));
  const path = prefix === "" ? name : `${prefix}.${name}`;
  const reading = { ...layer, text: walking.text, report, classes: walking.classes };
  if (layer.kind === "residual")
    return residual(walking, reading, { list: item, prefix: path, from, depth: depth + 1 });
  const make = readYamlLayer(reading);
  return make === null ? from : append(walking, layer.span, path, make, [from]);
}

/** The sum of its body and its shortcut; a shortcut without layers is what goes in. */
function residual(walking: Walk, layer: LayerReading, branch: Branch): number {
  const { prefix } = branch;
  const body = field(layer.settings, "body");
  if (!checkSettings(layer, layerKinds.residual)) return branch.from;
  if (body === undefined || (body.kind === "list" && body.items.length === 0)) {
    walking.report.error(layer.span, "model-missing-value", { name: prefix, key: "body" });
    return branch.from;
  }
  const shortcut = field(layer.settings, "shortcut");
  const end = walk(walking, { ...branch, list: body, prefix: `${prefix}.body` });
  const straight =
    shortcut === undefined ? branch.from : walk(walking, { ...branch, list: shortcut, prefix: `${prefix}.shortcut` });
  return append(walking, layer.span, `${prefix}.add`, () => ({ op: "add" }), [end, straight]);
}

function append(
  { build, report, places }: Walk,
  span: Span,
  name: string,
  make: (input: Shape) => Layer,
  from: readonly number[],
): number {
  // What follows a problem would only repeat it.
  if (report.failed()) return 0;
  const node = build.append(name, make(build.nodes[from[0]!]!.shape), from);
  if (typeof node === "number") {
    places.push(span);
    return node;
  }
  report.error(span, node.code, node.args);
  return 0;
}

/** `relu`, or a mapping with one key: `conv: { out: 16, kernel: 3 }`. */
function layerOf(item: Tree): YamlLayer | undefined {
  const kind = textOf(item);
  if (kind !== undefined) return { kind, span: item.span, settings: undefined };
  if (item.kind !== "map" || item.entries.size !== 1) return undefined;
  return [...item.entries].map(([only, { key, value }]) => ({ kind: only, span: key, settings: value }))[0];
}

/** The name of the model or of a layer. */
function nameOf({ report, text }: Pick<Walk, "report" | "text">, named: Tree | undefined): string | undefined {
  const tree = field(named, "name");
  const name = textOf(tree);
  if (tree !== undefined && !name)
    report.error(tree.span, "expected-text", { key: "name", found: excerpt(text, tree.span) });
  return name;
}

/** In a file of another version, nothing else can be judged; one without counts as of this one, with a problem. */
function isOfKnownVersion(root: Tree, text: string, report: Report): boolean {
  if (root.kind !== "map") return true;
  const version = root.entries.get("version");
  if (version === undefined)
    report.error(firstCharacter(root.span), "missing-key", { parent: "the model", key: "version: 1" });
  else if (scalarOf(version.value) === null) report.error(version.key, "empty-value", { key: "version" });
  else {
    const { span } = version.value;
    const fault = versionFault(scalarOf(version.value), knownVersion, excerpt(text, span));
    if (fault !== undefined) report.error(span, fault.code, fault.args);
    return fault === undefined;
  }
  return true;
}

function inputOf(tree: Tree | undefined, { input }: ModelContext): Shape | undefined {
  if (tree === undefined) return input;
  const extents = itemsOf(tree).map(scalarOf);
  return Value.Check(modelSchema.properties.input, extents) ? extents : undefined;
}

function firstCharacter({ start, end }: Span): Span {
  return { start, end: Math.min(start + 1, end) };
}
