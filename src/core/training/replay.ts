/**
 * Golden training files: a whole training problem with what must come out of it, to check an engine on any machine.
 * The expected numbers come from PyTorch in float64.
 */
import * as Type from "typebox";
import type { Static } from "typebox";
import * as Value from "typebox/value";
import { buffers, parameters, prunable, sizeOf, type Graph } from "../model/graph";
import { preset } from "../model/presets";
import { recordOf } from "../recordSchema";
import type { Engine, NetworkState, Session } from "./engine";

const ExtentSchema = Type.Integer({ minimum: 1 });
const TensorSchema = Type.Object({
  shape: Type.Array(ExtentSchema),
  data: Type.Array(Type.Number()),
});
const TensorsSchema = recordOf(TensorSchema);

const GoldenSchema = Type.Object({
  model: Type.String(),
  classes: Type.Integer({ minimum: 1 }),
  input: Type.Tuple([ExtentSchema, ExtentSchema, ExtentSchema]),
  params: TensorsSchema,
  masks: TensorsSchema,
  x: TensorSchema,
  y: Type.Array(Type.Integer({ minimum: 0 })),
  batch: Type.Integer({ minimum: 1 }),
  optimizer: Type.Object({
    kind: Type.Literal("sgd"),
    momentum: Type.Number({ minimum: 0 }),
    nesterov: Type.Boolean(),
    weightDecay: Type.Number({ minimum: 0 }),
    lr: Type.Array(Type.Number(), { minItems: 1 }),
  }),
  labelSmoothing: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
  expect: Type.Object({
    tolerance: Type.Number({ exclusiveMinimum: 0 }),
    losses: Type.Array(Type.Number()),
    correct: Type.Array(Type.Integer()),
    keptGradientNorm: Type.Array(Type.Number()),
    finalParams: TensorsSchema,
    finalBuffers: TensorsSchema,
    evalLogits: TensorSchema,
    inputGradient: TensorSchema,
  }),
});

type GoldenFile = Static<typeof GoldenSchema>;
type Golden = Readonly<Record<string, Static<typeof TensorSchema>>>;

/** A golden file that has been read, with the network it trains. */
export interface GoldenTraining {
  readonly file: GoldenFile;
  readonly graph: Graph;
}

/** Largest deviations, relative per tensor: max|a − b| / max|b|, absolute where max|b| < 1e-6. */
export interface ReplayErrors {
  readonly losses: number;
  readonly keptGradientNorm: number;
  readonly finalParams: number;
  readonly finalBuffers: number;
  readonly evalLogits: number;
  readonly inputGradient: number;
}

export interface ReplayResult {
  /** Whether every error is within the tolerance and every count of correct answers is equal. */
  readonly ok: boolean;
  readonly tolerance: number;
  readonly maxError: ReplayErrors;
}

/** Reads a golden file's JSON, or says in one sentence why it cannot be replayed. */
export function readGolden(json: unknown): GoldenTraining | { readonly fault: string } {
  if (!Value.Check(GoldenSchema, json)) {
    const [first] = Value.Errors(GoldenSchema, json);
    const place = first?.instancePath.slice(1).replaceAll("/", ".");
    return {
      fault: `This is no golden training file: ${place ? `${place} ` : "it "}${first?.message ?? "is damaged"}.`,
    };
  }
  const graph = preset(json.model, { classes: json.classes, input: json.input });
  if (!graph) return { fault: `The file trains "${json.model}", but no preset has that name.` };
  const fault = faultOf(json, graph);
  return fault === undefined ? { file: json, graph } : { fault };
}

/**
 * Trains the file's network on an engine as the file says and compares all it says must come out.
 * @param threads threads of the session
 */
export async function replay({ file, graph }: GoldenTraining, engine: Engine, threads: number): Promise<ReplayResult> {
  const { expect } = file;
  const rows = file.y.length;
  const masks = new Map(Object.entries(file.masks).map(([name, { data }]) => [name, Uint8Array.from(data)]));
  const state = initialState(file, graph);
  // As large as the input gradient's batch, which is of all rows at once.
  const session = await engine.open({ graph, state, masks, batch: rows, threads, seed: 0 });
  try {
    const steps = await train(file, session);
    const images = Float32Array.from(file.x.data);
    const final = await session.state();
    const logits = await session.logits(images, rows);
    const gradient = await session.inputGradient({ images, labels: Int32Array.from(file.y) });
    const maxError: ReplayErrors = {
      losses: relativeError(
        steps.map(({ loss }) => loss),
        expect.losses,
      ),
      keptGradientNorm: relativeError(
        steps.map((step) => step.keptGradientNorm),
        expect.keptGradientNorm,
      ),
      finalParams: largestError(final.parameters, expect.finalParams),
      finalBuffers: largestError(final.buffers, expect.finalBuffers),
      evalLogits: relativeError(logits, expect.evalLogits.data),
      inputGradient: relativeError(gradient, expect.inputGradient.data),
    };
    const within = Object.values(maxError).every((error: number) => error <= expect.tolerance);
    const counted = steps.every(({ correct }, index) => correct === expect.correct[index]);
    return { ok: within && counted, tolerance: expect.tolerance, maxError };
  } finally {
    await session.close();
  }
}

/** max|a − b| / max|b|; the absolute difference where max|b| < 1e-6; infinite where a number is missing or is none. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let size = 0;
  for (let index = 0; index < expected.length; index++) {
    const distance = Math.abs(actual[index]! - expected[index]!);
    difference = Math.max(difference, Number.isNaN(distance) ? Infinity : distance);
    size = Math.max(size, Math.abs(expected[index]!));
  }
  return size < 1e-6 ? difference : difference / size;
}

async function train({ x, y, batch, optimizer, labelSmoothing }: GoldenFile, session: Session) {
  const batches = y.length / batch;
  const size = x.data.length / y.length;
  const { momentum, nesterov, weightDecay } = optimizer;
  for (const [step, rate] of optimizer.lr.entries()) {
    const from = (step % batches) * batch;
    const images = Float32Array.from(x.data.slice(from * size, (from + batch) * size));
    const labels = Int32Array.from(y.slice(from, from + batch));
    await session.step({ images, labels }, { rate, momentum, nesterov, weightDecay, labelSmoothing, step });
  }
  return session.results();
}

/** The file's weights; batch norms start from mean 0 and variance 1, momentum from zero. */
function initialState({ params }: GoldenFile, graph: Graph): NetworkState {
  return {
    parameters: new Map(parameters(graph).map(({ name }) => [name, Float32Array.from(params[name]!.data)])),
    buffers: new Map(
      buffers(graph).map(({ name, shape }) => [
        name,
        new Float32Array(sizeOf(shape)).fill(name.endsWith("running_var") ? 1 : 0),
      ]),
    ),
    momentum: new Map(),
  };
}

function largestError(actual: ReadonlyMap<string, Float32Array>, expected: Golden): number {
  return Math.max(...Object.entries(expected).map(([name, { data }]) => relativeError(actual.get(name) ?? [], data)));
}

/** What in the file does not go with its own network. */
function faultOf({ params, masks, x, y, batch, classes, input, optimizer, expect }: GoldenFile, graph: Graph) {
  const rows = y.length;
  const weights = new Set(prunable(graph).map(({ name }) => name));
  const stray = Object.keys(masks).find((name) => !weights.has(name));
  if (stray !== undefined) return `There is a mask for ${stray}, but ${graph.name} has no such weight.`;
  const unclear = Object.keys(masks).find((name) => masks[name]!.data.some((value) => value !== 0 && value !== 1));
  if (unclear !== undefined) return `The mask for ${unclear} holds other values than 0 (pruned) and 1 (kept).`;
  if (rows === 0 || rows % batch !== 0) return `The file's ${rows} rows are no whole number of batches of ${batch}.`;
  const label = y.find((value) => value >= classes);
  if (label !== undefined) return `A label is ${label}, but there are ${classes} classes.`;
  const steps = optimizer.lr.length;
  for (const name of ["losses", "correct", "keptGradientNorm"] as const) {
    const { length } = expect[name];
    if (length !== steps) return `expect.${name} has ${length} numbers, but optimizer.lr has ${steps}.`;
  }
  const tensors: readonly (readonly [place: string, tensors: Golden, name: string, shape: readonly number[]])[] = [
    ...parameters(graph).map(({ name, shape }) => ["params", params, name, shape] as const),
    ...parameters(graph).map(({ name, shape }) => ["expect.finalParams", expect.finalParams, name, shape] as const),
    ...buffers(graph).map(({ name, shape }) => ["expect.finalBuffers", expect.finalBuffers, name, shape] as const),
    ...prunable(graph).flatMap(({ name, shape }) => (masks[name] ? [["masks", masks, name, shape] as const] : [])),
    ["the file", { x }, "x", [rows, ...input]],
    ["expect", { evalLogits: expect.evalLogits }, "evalLogits", [rows, classes]],
    ["expect", { inputGradient: expect.inputGradient }, "inputGradient", [rows, ...input]],
  ];
  for (const [place, group, name, shape] of tensors) {
    const tensor = group[name];
    if (!tensor) return `${name} is missing in ${place}.`;
    if (tensor.shape.join() !== shape.join()) {
      return `${name} in ${place} has shape ${tensor.shape.join("×")}, but must have ${shape.join("×")}.`;
    }
    const size = sizeOf(shape);
    if (tensor.data.length !== size)
      return `${name} in ${place} has ${tensor.data.length} numbers, but must have ${size}.`;
  }
  return undefined;
}
