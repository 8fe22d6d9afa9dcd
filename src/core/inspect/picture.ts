/** A mask, or two, as a picture that travels between processes. */
import * as Type from "typebox";
import type { Frozen } from "../frozen";
import { WindowSchema } from "./window";

/** The most cells a side that a page asks for. */
export const mostCells = 1024;

const Cells = Type.Integer({ minimum: 1, maximum: mostCells });

/** What is asked for: all of a layer where there is no window. */
export const PictureRequestSchema = Type.Object({
  layer: Type.String(),
  window: Type.Optional(WindowSchema),
  width: Cells,
  height: Cells,
});

const PlaneSchema = Type.Object({
  part: Type.Enum(["kept", "both", "onlyFirst", "onlySecond"]),
  /** The share of each cell that is in this part, row by row: a byte each, 255 for all of it, in base64. */
  shares: Type.String({ pattern: "^[A-Za-z0-9+/]*={0,2}$" }),
});

export const PictureSchema = Type.Object({
  layer: Type.String(),
  window: WindowSchema,
  width: Cells,
  height: Cells,
  /** Of the whole mask. */
  rows: Type.Integer({ minimum: 1 }),
  columns: Type.Integer({ minimum: 1 }),
  /** One of a file alone; three of two files. */
  planes: Type.Array(PlaneSchema, { minItems: 1, maxItems: 3 }),
});

export type PictureRequest = Frozen<typeof PictureRequestSchema>;
export type Picture = Frozen<typeof PictureSchema>;
export type PicturePart = Frozen<typeof PlaneSchema>["part"];

/** Shares as bytes: whatever is above 0 stays above 0, and only what is whole is 255. */
export function shareBytes(shares: Float32Array): Uint8Array {
  const bytes = shares.map((share) => {
    // Sums of areas are off by their rounding.
    if (share <= 1e-6) return 0;
    return share >= 1 - 1e-6 ? 255 : Math.min(254, Math.max(1, Math.round(255 * share)));
  });
  return new Uint8Array(bytes);
}
