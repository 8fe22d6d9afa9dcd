/**
 * What the mask page and its host say to each other. The host sends what it found in the file, and in a second one to
 * compare with; the page says which part of which layer it wants to see. Both check what they get.
 */
import * as Type from "typebox";
import * as Value from "typebox/value";
import { CopySchema, SaveSchema } from "../chart/fileRequest";
import type { Frozen } from "../frozen";
import { DifferenceSchema, InspectionSchema } from "./inspection";
import { PictureRequestSchema, PictureSchema } from "./picture";
import { WindowSchema } from "./window";

/** What can be saved or copied. */
export const exported = ["picture", "layers", "differences", "densities", "fanIn", "fanOut"] as const;

const Text = Type.String({ minLength: 1 });

const MessageSchema = Type.Union([
  /** Counting has begun. */
  Type.Object({ kind: Type.Literal("counting"), name: Text }),
  Type.Object({ kind: Type.Literal("file"), name: Text, path: Text, inspection: InspectionSchema }),
  /** The file that the first is compared with from now on; none where there is no `second`. */
  Type.Object({
    kind: Type.Literal("compared"),
    second: Type.Optional(Type.Object({ name: Text, path: Text, difference: DifferenceSchema })),
  }),
  Type.Object({ kind: Type.Literal("picture"), picture: PictureSchema }),
  /** A sentence that says why there is nothing to see. */
  Type.Object({ kind: Type.Literal("failed"), reason: Type.String() }),
]);

/** What a person asks for by a command of the editor: as the buttons of the page do. */
const CommandSchema = Type.Union([
  Type.Object({ kind: Type.Literal("act"), act: Type.Enum(["zoomIn", "zoomOut", "zoomAll", "compare", "alone"]) }),
  Type.Object({ kind: Type.Literal("choose"), layer: Type.String() }),
  /** Opens the menu that saves or copies it. */
  Type.Object({ kind: Type.Literal("export"), what: Type.Enum([...exported]) }),
]);

const RequestSchema = Type.Union([
  /** The page is there and knows nothing yet. */
  Type.Object({ kind: Type.Literal("ready") }),
  Type.Object({ kind: Type.Literal("draw"), picture: PictureRequestSchema }),
  /** Asks a person for a second file. */
  Type.Object({ kind: Type.Literal("compare") }),
  Type.Object({ kind: Type.Literal("alone") }),
  CopySchema,
  SaveSchema,
]);

/** What the page keeps for the time after it was hidden, or the window loaded again. */
const KeptSchema = Type.Object({
  path: Text,
  second: Type.Optional(Text),
  layer: Type.Optional(Type.String()),
  window: Type.Optional(WindowSchema),
});

export type MaskMessage = Frozen<typeof MessageSchema>;
export type MaskCommand = Frozen<typeof CommandSchema>;
export type MaskRequest = Frozen<typeof RequestSchema>;
export type KeptMasks = Frozen<typeof KeptSchema>;

export function isMaskMessage(value: unknown): value is MaskMessage {
  return Value.Check(MessageSchema, value);
}

export function isMaskCommand(value: unknown): value is MaskCommand {
  return Value.Check(CommandSchema, value);
}

export function isMaskRequest(value: unknown): value is MaskRequest {
  return Value.Check(RequestSchema, value);
}

export function isKeptMasks(value: unknown): value is KeptMasks {
  return Value.Check(KeptSchema, value);
}
