/** A measurement of how fast training is: some small networks, each timed for a few steps on one machine. */
import * as Type from "typebox";
import * as Value from "typebox/value";
import type { Frozen } from "../frozen";
import type { Graph, Shape } from "../model/graph";
import { preset } from "../model/presets";

/** A network that is timed. */
export interface Subject {
  /** A preset. */
  readonly model: string;
  /** Of its images. */
  readonly shape: Shape;
  readonly scheme: "dense" | "uniform" | "erk";
  readonly density: number;
  readonly batch: number;
}

/**
 * They differ in what takes the time: multiply-adds (all weights kept), layers that put out much (few kept of narrow
 * ones), and fetching weights (small images). Steps of some ten to a hundred ms, so that a few of them will do.
 */
export const subjects: readonly Subject[] = [
  { model: "cifar_resnet_8", shape: [3, 32, 32], scheme: "dense", density: 1, batch: 32 },
  { model: "cifar_resnet_8", shape: [3, 32, 32], scheme: "erk", density: 0.1, batch: 64 },
  { model: "cifar_resnet_8_64", shape: [3, 32, 32], scheme: "uniform", density: 0.05, batch: 16 },
  { model: "cifar_resnet_8_64", shape: [3, 16, 16], scheme: "uniform", density: 0.1, batch: 32 },
  { model: "cifar_resnet_8_64", shape: [3, 8, 8], scheme: "uniform", density: 0.1, batch: 64 },
];

const subjectClasses = 10;

/** @throws RangeError when there is no such preset, or its images are too small for it */
export function subjectGraph({ model, shape }: Pick<Subject, "model" | "shape">): Graph {
  const graph = preset(model, { classes: subjectClasses, input: shape });
  if (graph === undefined) throw new RangeError(`No model is called "${model}".`);
  return graph;
}

const duration = Type.Number({ exclusiveMinimum: 0 });
const extent = Type.Integer({ minimum: 1 });

/** What was measured, as it lies on disk. Times are in ms. */
const calibrationSchema = Type.Object({
  version: Type.Literal(1),
  /** ms since 1970. */
  at: Type.Number(),
  machine: Type.Object({ cpu: Type.String(), cores: extent }),
  /** Version of Node, and a hash of the kernels. */
  engine: Type.Object({ node: Type.String(), kernels: Type.String() }),
  threads: extent,
  /** Of the machine before, in threads that wanted to run (the system's average of a minute); 0 where it does not say. */
  load: Type.Number({ minimum: 0 }),
  points: Type.Array(
    Type.Object({
      model: Type.String(),
      shape: Type.Tuple([extent, extent, extent]),
      scheme: Type.Enum(["dense", "uniform", "erk"]),
      density: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
      batch: extent,
      /** Measuring the ways of its layers, and making a session ready. */
      chooseMs: duration,
      openMs: duration,
      stepMs: duration,
      /** Logits of a batch. */
      forwardMs: duration,
      /** One step of an attack on a batch: a gradient of the images, and moving them. */
      attackMs: duration,
    }),
    { minItems: 1, maxItems: 100 },
  ),
});

export type Calibration = Frozen<typeof calibrationSchema>;
export type CalibrationPoint = Calibration["points"][number];

/** What a file holds; undefined where it is none of this version, or of other networks. */
export function readCalibration(file: unknown): Calibration | undefined {
  if (!Value.Check(calibrationSchema, file)) return undefined;
  const known = file.points.every((point) => subjects.some((subject) => sameSubject(subject, point)));
  return known ? file : undefined;
}

function sameSubject(subject: Subject, point: Subject): boolean {
  const { model, shape, scheme, density, batch } = point;
  return (
    model === subject.model &&
    shape.join() === subject.shape.join() &&
    scheme === subject.scheme &&
    density === subject.density &&
    batch === subject.batch
  );
}
