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

const Order = Type.Enum(["PyTorch", "Keras"]);

/** What two files keep of the layers of the first. */
export const DifferenceSchema = Type.Object({
  layers: Type.Array(
    Type.Object({
      name: Type.String(),
      /** Undefined where the second file has no such layer, or one of other extents. */
      counts: Type.Optional(Type.Object({ both: Count, onlyFirst: Count, onlySecond: Count })),
      overlap: Type.Optional(Share),
      /** What the second file calls it, where it has another name there. */
      twin: Type.Optional(Type.String()),
    }),
  ),
  /** Layers that only the second file has. */
  others: Count,
  /** Whose order of axes was taken for a file that does not say its own, where that matters. */
  assumed: Type.Object({ first: Type.Optional(Order), second: Type.Optional(Order) }),
});

export type Inspection = Frozen<typeof InspectionSchema>;
export type InspectedLayer = Frozen<typeof LayerSchema>;
export type FileDifference = Frozen<typeof DifferenceSchema>;
