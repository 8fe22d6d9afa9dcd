/**
 * Model definitions of TensorFlow.js and Keras (`model.json`): images are channels last there and channels first here,
 * names stay as they are. A softmax at the output is left out, for the loss applies its own.
 */
import { addedPadding, evenPadding, graphBuilder, type GraphBuilder } from "./build";
import type { Graph, Layer, Padding, Shape } from "./graph";
import type { Activation } from "./kerasConfig";
import { readKerasLayer, type KerasStep } from "./kerasLayers";
import { inputShape, readTopology, type KerasLayer, type KerasTopology } from "./kerasTopology";
import { checkGraph, reporter, wholeNumber, type ModelContext, type ModelReading, type Report } from "./reading";
import { itemsOf, jsonTree } from "./textTree";

/** @param context what the data settles, where it is known: it completes open extents of the input, and must agree */
export function readKerasModel(text: string, context: ModelContext = {}): ModelReading {
  const { root, problems } = jsonTree(text);
  const report = reporter(problems);
  const whole = { start: 0, end: text.length };
  if (root === undefined && !report.failed()) {
    report.error(whole, "model-not-a-model", { expected: '"model_config"' });
  }
  const topology = root === undefined ? null : readTopology(root, report);
  const steps = topology?.layers.map((layer) => readKerasLayer(layer, text, report)) ?? [];
  const known = steps.filter((step) => step !== null);
  if (topology === null || known.length < steps.length || report.failed()) return { problems: report.problems };
  const graph = connected(topology, known, context, report);
  return graph === null || report.failed() ? { problems: report.problems } : { graph, problems: report.problems };
}

/** What a layer of Keras gives to those after it. */
interface Output {
  readonly node: number;
  /** A list instead of rows and columns. */
  readonly flat: boolean;
  /** Zeros that are still to be added around it, by the convolution that comes next. */
  readonly padding?: Padding;
}

interface Connecting {
  readonly build: GraphBuilder;
  readonly outputs: Map<string, Output>;
  readonly report: Report;
  /** The layer that gives the logits, or the softmax after it. */
  readonly last: KerasLayer;
}

function connected(
  { name, layers }: KerasTopology,
  steps: readonly KerasStep[],
  context: ModelContext,
  report: Report,
): Graph | null {
  const inputs = layers.filter((_, index) => steps[index]!.does === "input");
  const last = layers.at(-1)!;
  if (inputs.length > 1) return report.error(inputs[1]!.span, "model-inputs", { count: inputs.length });
  const input = inputs[0] === undefined ? undefined : imageShape(inputs[0], context);
  if (inputs[0] === undefined || input === undefined) {
    return report.error((inputs[0] ?? layers[0]!).span, "model-no-input-shape", {
      example: '"batch_input_shape": [null, height, width, channels]',
    });
  }
  const flat = itemsOf(inputShape(inputs[0].config)).length === 2;
  const build = graphBuilder(name, input, inputs[0].name);
  const connecting: Connecting = { build, outputs: new Map([[inputs[0].name, { node: 0, flat }]]), report, last };
  for (const [index, layer] of layers.entries()) {
    const step = steps[index]!;
    const output = step.does === "input" ? connecting.outputs.get(layer.name)! : connect(connecting, layer, step);
    if (output === null) return null;
    connecting.outputs.set(layer.name, output);
  }
  if (connecting.outputs.get(last.name)!.padding !== undefined) {
    return report.error(last.span, "model-padding-place", { name: last.name });
  }
  const graph = build.finish();
  checkGraph(graph, { input: inputs[0].span, output: last.span }, context, report);
  return graph;
}

/** `[null, height, width, channels]` or `[null, features]`; an extent that is left open is the data's. */
function imageShape({ config }: KerasLayer, { input }: ModelContext): Shape | undefined {
  const [, ...extents] = itemsOf(inputShape(config));
  const read = (at: number, otherwise: number | undefined): number | undefined => {
    const tree = extents[at];
    return tree?.kind === "value" && tree.value === null ? otherwise : wholeNumber(tree, 1);
  };
  const shape =
    extents.length === 1 ? [read(0, undefined), 1, 1] : [read(2, input?.[0]), read(0, input?.[1]), read(1, input?.[2])];
  const [channels, height, width] = shape;
  const fits = extents.length === 1 || extents.length === 3;
  return !fits || channels === undefined || height === undefined || width === undefined
    ? undefined
    : [channels, height, width];
}

function connect(
  connecting: Connecting,
  layer: KerasLayer,
  step: Exclude<KerasStep, { does: "input" }>,
): Output | null {
  const { report, outputs } = connecting;
  const { name, kind, span } = layer;
  const sources = layer.sources.flatMap((source) => outputs.get(source) ?? []);
  const [source] = sources;
  const many = kind === "Add";
  if (source === undefined || (many ? sources.length < 2 : sources.length > 1)) {
    const takes = many ? { least: 2 } : { exactly: 1 };
    return report.error(span, "model-layer-inputs", { name, kind, count: sources.length, ...takes });
  }
  if (step.does === "pad" && !source.flat) return padded(source, step.padding);
  const loose = layer.sources.find((from) => outputs.get(from)?.padding !== undefined);
  if (loose !== undefined && kind !== "Conv2D") return report.error(span, "model-padding-place", { name: loose });
  if (step.does === "activate") return activated(connecting, layer, source, step.activation, name);
  const input = connecting.build.nodes[source.node]!.shape;
  if (step.does === "pad" || (step.image === true && source.flat)) {
    return report.error(span, "model-needs-image", { name, shape: input[0] });
  }
  const made = step.make(input, source.padding ?? evenPadding(0));
  const node = append(
    connecting,
    layer,
    name,
    made,
    sources.map((from) => from.node),
  );
  if (node === null) return null;
  const output = { node, flat: step.flat ?? source.flat };
  return activated(connecting, layer, output, step.activation, `${name}.${step.activation}`);
}

function padded(source: Output, padding: Padding): Output {
  return { ...source, padding: addedPadding(source.padding ?? evenPadding(0), padding) };
}

function activated(
  connecting: Connecting,
  layer: KerasLayer,
  source: Output,
  activation: Activation,
  name: string,
): Output | null {
  if (activation === "linear" || (activation === "softmax" && layer === connecting.last)) return source;
  if (activation === "softmax") {
    return connecting.report.error(layer.span, "model-activation", { name: layer.name, activation });
  }
  const node = append(connecting, layer, name, { op: "relu" }, [source.node]);
  return node === null ? null : { ...source, node };
}

function append(
  { build, report }: Connecting,
  layer: KerasLayer,
  name: string,
  made: Layer,
  from: readonly number[],
): number | null {
  const node = build.append(name, made, from);
  return typeof node === "number" ? node : report.error(layer.span, node.code, node.args);
}
