/** What is found in a checkpoint file, as processes and pages tell each other. */
import * as Type from "typebox";
import type { Frozen } from "../frozen";

const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });

const HistogramSchema = Type.Object({
  least: Count,
  most: Count,
  bins: Type.Array(Type.Object({ from: Count, to: Count, units: Count })),
});

const LayerSchema = Type.Object({
  name: Type.String(),
  shape: Type.Array(Count),
  dtype: Type.String(),
  density: Share,
  kept: Count,
  size: Count,
  deadFilters: Count,
  fanIn: HistogramSchema,
  fanOut: HistogramSchema,
});

export const InspectionSchema = Type.Object({
  /** What people call the kind of file. */
  format: Type.String(),
  layers: Type.Array(LayerSchema),
  total: Type.Object({ density: Share, kept: Count, size: Count }),
});

/** A layer of both files, or why the two cannot be compared. */
export const DifferenceSchema = Type.Object({
  layers: Type.Array(
    Type.Object({
      name: Type.String(),
      /** Undefined where the second file has no such layer, or one of another shape or order. */
      counts: Type.Optional(Type.Object({ both: Count, onlyFirst: Count, onlySecond: Count })),
      overlap: Type.Optional(Share),
    }),
  ),
  /** Layers that only the second file has. */
  others: Count,
});

export type Inspection = Frozen<typeof InspectionSchema>;
export type InspectedLayer = Frozen<typeof LayerSchema>;
export type FileDifference = Frozen<typeof DifferenceSchema>;
