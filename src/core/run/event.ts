/**
 * What a run says about itself, one JSON object a line in `events.jsonl`, only ever appended. Everything a person sees
 * of a run (tree, chart, terminal, report) is a fold of this stream (`state.ts`).
 */
import * as Type from "typebox";
import * as Value from "typebox/value";
import type { Frozen } from "../frozen";
import { recordOf } from "../recordSchema";
import { engineIds } from "../training/engines";
import { EndingSchema } from "./ending";
import { DetailsSchema, MetricsSchema } from "./findings";

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Count = Type.Integer({ minimum: 0 });

/** One prunable layer of a plan or run. */
const LayerRowSchema = Type.Object({
  name: Type.String(),
  /** PyTorch order. */
  shape: Type.Array(Count),
  /** Before training what the scheme asks for; in a run what the mask holds (kept / size). */
  density: Share,
  kept: Count,
  size: Count,
  /** Multiply-adds of one image through the kept weights, and through all. */
  macs: Type.Number({ minimum: 0 }),
  denseMacs: Count,
  /** The scheme itself sets this layer to density 1 although the whole is sparse. */
  forcedDense: Type.Optional(Type.Boolean()),
  /** Output filters without one kept weight; known once the mask is drawn. */
  deadFilters: Type.Optional(Count),
});

export const LayerTotalSchema = Type.Object({
  size: Count,
  kept: Count,
  density: Share,
  macs: Type.Number({ minimum: 0 }),
  denseMacs: Count,
  /** All trainable parameters of the dense network, biases and batch norm included. */
  params: Count,
});

/** What a session runs on, as recorded in the run and shown to people. */
const DeviceSchema = Type.Object({
  engine: Type.String(),
  /** For people: "2 CPU threads, relaxed SIMD". */
  description: Type.String(),
  threads: Count,
  /** Which build of the kernels runs, where there are several. Reused on resume. */
  module: Type.Optional(Type.String()),
  /** How it computes the layers that were measured, in the engine's words. Reused on resume. */
  ways: Type.Optional(recordOf(Type.String())),
});

/** `EngineWish`. */
export const WishSchema = Type.Object({ engine: Type.Enum(["auto", ...engineIds]), requireGpu: Type.Boolean() });

const Norm = Type.Number({ minimum: 0 });

const WhichSchema = Type.Union([Type.Literal("best"), Type.Literal("last")]);

export const OutcomeSchema = Type.Union([Type.Literal("completed"), Type.Literal("stopped"), Type.Literal("failed")]);

/** Every event also carries `at`, in ms since 1970. Steps and epochs count from 1 over the whole run. */
export const schemas = {
  /**
   * `experiment`: the file that asked for it, for people; one run may be asked for by several. `margin`: points of
   * accuracy that do not matter there. `wish`: what to train on, where that matters.
   */
  queued: event("queued", {
    experiment: Type.Optional(Type.String()),
    margin: Type.Optional(Norm),
    wish: Type.Optional(WishSchema),
  }),
  /** On which engine it trains and why; all that were tried, and how long a step took them where that was compared. */
  engine: event("engine", {
    engine: Type.String(),
    because: Type.Enum(["asked", "kept", "only", "fastest"]),
    candidates: Type.Array(
      Type.Object({
        engine: Type.String(),
        works: Type.Boolean(),
        reason: Type.String(),
        software: Type.Optional(Type.Boolean()),
        stepMs: Type.Optional(Type.Number({ minimum: 0 })),
      }),
    ),
  }),
  started: event("started", { pid: Count, host: Type.String(), device: DeviceSchema }),
  planned: event("planned", { layers: Type.Array(LayerRowSchema), total: LayerTotalSchema, steps: Count }),
  /** Before the first step of a scheme that scores weights: on how many training images. Its mask follows from it. */
  scoring: event("scoring", { scheme: Type.String(), images: Count }),
  scored: event("scored", { seconds: Type.Number({ minimum: 0 }) }),
  /** Training goes on from a checkpoint: the fold drops what came after `fromStep`. */
  resumed: event("resumed", { fromStep: Count }),
  /** Means over the steps since the last such event of the same epoch; speeds are measured, all else repeats exactly. */
  progress: event("progress", {
    step: Count,
    loss: Type.Number(),
    accuracy: Share,
    keptGradientNorm: Norm,
    imagesPerSecond: Type.Number({ minimum: 0 }),
    /** Of that time, the share in the kernels of convolution and dense layers; measured too, where the engine can tell. */
    kernelShare: Type.Optional(Share),
  }),
  epoch: event("epoch", {
    epoch: Count,
    step: Count,
    rate: Type.Number({ minimum: 0 }),
    trainLoss: Type.Number(),
    trainAccuracy: Share,
    /** Absent where the plan holds no images back for validation. */
    validation: Type.Optional(Type.Object({ loss: Type.Number(), accuracy: Share })),
    seconds: Type.Number({ minimum: 0 }),
  }),
  /** L2 norms of the loss gradient after this step over kept and over all weights, on the first training images. */
  gradientFlow: event("gradientFlow", {
    epoch: Count,
    step: Count,
    kept: Norm,
    all: Norm,
    layers: Type.Array(Type.Object({ name: Type.String(), kept: Norm, all: Norm })),
  }),
  checkpoint: event("checkpoint", { step: Count }),
  /** How far a long test is, in calls to the network. */
  testing: event("testing", { which: WhichSchema, done: Count, total: Count }),
  tested: event("tested", {
    which: WhichSchema,
    epoch: Count,
    metrics: MetricsSchema,
    details: Type.Optional(DetailsSchema),
  }),
  /** Numbers are no longer finite: the run fails. `checkpoint`: step of the last one, which is kept; 0 for none. */
  diverged: event("diverged", {
    step: Count,
    epoch: Count,
    rate: Type.Number({ minimum: 0 }),
    checkpoint: Count,
    /** What holds infinity or NaN: the images, the loss, or something of `layer`. */
    what: Type.Enum(["input", "weight", "output", "gradient", "momentum", "statistics", "loss"]),
    layer: Type.Optional(Type.String()),
  }),
  /** `reason` is for people, in English; `cause` says the same for other languages where the program knows it. */
  finished: event("finished", {
    outcome: OutcomeSchema,
    reason: Type.Optional(Type.String()),
    cause: Type.Optional(EndingSchema),
  }),
};

export type RunEvent = Frozen<(typeof schemas)[keyof typeof schemas]>;
export type EventOf<Kind extends RunEvent["kind"]> = Extract<RunEvent, { readonly kind: Kind }>;
export type LayerRow = Frozen<typeof LayerRowSchema>;
export type LayerTotal = Frozen<typeof LayerTotalSchema>;
export type Outcome = Frozen<typeof OutcomeSchema>;

/** Whether a value read from a file is an event this version knows. */
export function isRunEvent(value: unknown): value is RunEvent {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  const { kind } = value;
  return typeof kind === "string" && isKind(kind) && Value.Check(schemas[kind], value);
}

function isKind(kind: string): kind is keyof typeof schemas {
  return Object.hasOwn(schemas, kind);
}

function event<Kind extends string, Fields extends Type.TProperties>(kind: Kind, fields: Fields) {
  return Type.Object({ kind: Type.Literal(kind), at: Type.Number(), ...fields });
}
