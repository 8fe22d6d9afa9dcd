/** The form of `plan.json`: a plan as it lies on disk, with a model file's network in full. */
import * as Type from "typebox";
import { partly } from "../recordSchema";
import {
  cellSchema,
  evaluateSchema,
  evaluationSchema,
  planDataSchema,
  pruneSchema,
  seedSchema,
  trainSchema,
} from "./schema";

const count = Type.Integer({ minimum: 0 });
const extent = Type.Integer({ minimum: 1 });
const node = Type.String({ minLength: 1 });

const initial = Type.Object({
  weight: Type.Enum(["kaiming_fan_in", "kaiming_fan_out", "normal_0.01", "uniform_fan_in"]),
  bias: Type.Enum(["zero", "uniform_fan_in"]),
});

const window = {
  kernel: Type.Tuple([extent, extent]),
  stride: Type.Tuple([extent, extent]),
  padding: Type.Object({ top: count, bottom: count, left: count, right: count }),
};

const weighted = { out: extent, bias: Type.Boolean(), initial };

const layer = Type.Union([
  Type.Object({ op: Type.Literal("input") }),
  Type.Object({ op: Type.Literal("conv2d"), ...weighted, ...window }),
  Type.Object({
    op: Type.Literal("batchNorm"),
    epsilon: Type.Number({ exclusiveMinimum: 0 }),
    momentum: Type.Number({ minimum: 0, maximum: 1 }),
  }),
  Type.Object({ op: Type.Literal("relu") }),
  Type.Object({ op: Type.Literal("add") }),
  Type.Object({ op: Type.Literal("maxPool"), ...window }),
  Type.Object({ op: Type.Literal("avgPool"), countPadding: Type.Boolean(), ...window }),
  Type.Object({ op: Type.Literal("globalAvgPool") }),
  Type.Object({ op: Type.Literal("flatten"), order: Type.Enum(["chw", "hwc"]) }),
  Type.Object({ op: Type.Literal("dense"), ...weighted }),
  Type.Object({ op: Type.Literal("dropout"), rate: Type.Number({ minimum: 0, exclusiveMaximum: 1 }) }),
]);

const graph = Type.Object({
  name: Type.String(),
  classes: extent,
  nodes: Type.Array(
    Type.Object({ name: node, inputs: Type.Array(count), shape: Type.Tuple([extent, extent, extent]), layer }),
    { minItems: 2 },
  ),
});

export const planSchema = Type.Object({
  version: Type.Literal(1),
  model: Type.Union([Type.Object({ preset: Type.String() }), Type.Object({ file: Type.String(), graph })]),
  data: planDataSchema,
  prune: pruneSchema,
  train: trainSchema,
  evaluate: evaluateSchema,
  evaluation: Type.Optional(partly(evaluationSchema)),
  scale: Type.Optional(cellSchema.properties.scale),
  seed: seedSchema,
});
