/** What is kept of a run in which nothing happens: a folder may hold thousands, and their curves are in their events. */
import * as Type from "typebox";
import { EndingSchema } from "./ending";
import { LayerTotalSchema, OutcomeSchema, schemas, WishSchema } from "./event";
import type { Frozen } from "../frozen";
import { MetricsSchema } from "./findings";
import { newRun, type RunState } from "./state";

/**
 * The state without what only charts, layer tables and tooltips read: it has the last point of each curve, the first and
 * the last gradient flow, no layers and of tests no details. A digest's digest is itself.
 */
export function digest(state: RunState): RunState {
  const { device, gradientFlow, tests } = state;
  return {
    ...state,
    device: device && deviceDigest(device),
    choice: undefined,
    layers: [],
    progress: state.progress.slice(-1),
    epochs: state.epochs.slice(-1),
    gradientFlow: [...gradientFlow.slice(0, 1), ...gradientFlow.slice(1).slice(-1)].map((flow) => ({
      ...flow,
      layers: [],
    })),
    tests: tests.map(({ which, epoch, metrics }) => ({ which, epoch, metrics })),
  };
}

/** How its layers are computed only resuming asks. */
function deviceDigest({ engine, description, threads, module }: NonNullable<RunState["device"]>) {
  return { engine, description, threads, ...(module !== undefined && { module }) };
}

const Count = Type.Integer({ minimum: 0 });
const Time = Type.Optional(Type.Number());

/** A digest as JSON, which leaves out what is undefined. */
export const DigestSchema = Type.Object({
  phase: Type.Union([Type.Enum(["created", "queued", "scoring", "preparing", "training"]), OutcomeSchema]),
  reason: Type.Optional(Type.String()),
  cause: Type.Optional(Type.Union([schemas.diverged, EndingSchema])),
  device: Type.Optional(
    Type.Object({
      engine: Type.String(),
      description: Type.String(),
      threads: Count,
      module: Type.Optional(Type.String()),
    }),
  ),
  scoring: Type.Optional(
    Type.Object({ scheme: Type.String(), images: Count, seconds: Type.Optional(Type.Number({ minimum: 0 })) }),
  ),
  total: Type.Optional(LayerTotalSchema),
  step: Count,
  steps: Count,
  progress: Type.Array(schemas.progress, { maxItems: 1 }),
  epochs: Type.Array(schemas.epoch, { maxItems: 1 }),
  gradientFlow: Type.Array(schemas.gradientFlow, { maxItems: 2 }),
  testing: Type.Optional(schemas.testing),
  tests: Type.Array(Type.Object({ which: Type.Enum(["best", "last"]), epoch: Count, metrics: MetricsSchema })),
  wish: Type.Optional(WishSchema),
  margin: Type.Optional(Type.Number({ minimum: 0 })),
  experiment: Type.Optional(Type.String()),
  queuedAt: Time,
  startedAt: Time,
  finishedAt: Time,
});

export function readDigest(json: Frozen<typeof DigestSchema>): RunState {
  return { ...newRun, ...json };
}
