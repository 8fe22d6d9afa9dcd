/**
 * What the process that reads checkpoint files and whoever started it say to each other. A request has a number, and
 * so have its answers: any number of `progress`, then one that settles it.
 */
import * as Type from "typebox";
import * as Value from "typebox/value";
import { RefusalSchema } from "../fault/fault";
import type { Frozen } from "../frozen";
import { DifferenceSchema, InspectionSchema } from "./inspection";
import { PictureRequestSchema, PictureSchema } from "./picture";

const call = Type.Integer({ minimum: 0 });
const path = Type.String({ minLength: 1 });

const RequestSchema = Type.Union([
  Type.Object({ kind: Type.Literal("inspect"), call, path }),
  /** Of one file, or of what two keep in common. */
  Type.Object({ kind: Type.Literal("draw"), call, path, second: Type.Optional(path), picture: PictureRequestSchema }),
  Type.Object({ kind: Type.Literal("compare"), call, path, second: path }),
]);

const AnswerSchema = Type.Union([
  /** Numbers that have been read, of all. */
  Type.Object({ kind: Type.Literal("progress"), call, done: Type.Number(), total: Type.Number() }),
  Type.Object({ kind: Type.Literal("inspect"), call, result: InspectionSchema }),
  Type.Object({ kind: Type.Literal("draw"), call, result: PictureSchema }),
  Type.Object({ kind: Type.Literal("compare"), call, result: DifferenceSchema }),
  /** The file cannot be used. */
  Type.Object({ kind: Type.Literal("refused"), call, refusal: RefusalSchema }),
]);

export type InspectorRequest = Frozen<typeof RequestSchema>;
export type InspectorAnswer = Frozen<typeof AnswerSchema>;

export function isInspectorRequest(value: unknown): value is InspectorRequest {
  return Value.Check(RequestSchema, value);
}

export function isInspectorAnswer(value: unknown): value is InspectorAnswer {
  return Value.Check(AnswerSchema, value);
}
