/** What a person has picked to train: kept for the workspace, previewed before training, and turned into a plan. */
import * as Type from "typebox";
import * as Value from "typebox/value";
import type { Frozen } from "../../core/frozen";
import { fileFormats, type FileFormatId } from "../../core/data/formats";
import { schemes, type SchemeId } from "../../core/sparsity/schemes";

const ChoiceSchema = Type.Object({
  /** A preset's name, or a model file as an experiment file in the workspace folder names it (`./net.model.yaml`). */
  model: Type.String({ minLength: 1 }),
  scheme: Type.Unsafe<SchemeId>(Type.Enum(Object.keys(schemes))),
  density: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
  data: Type.Union([
    Type.Object({ format: Type.Literal("builtin") }),
    Type.Object({
      format: Type.Unsafe<FileFormatId>(Type.Enum(Object.keys(fileFormats))),
      path: Type.String({ minLength: 1 }),
    }),
  ]),
});

export type Choice = Frozen<typeof ChoiceSchema>;
export type ChosenData = Choice["data"];

/** Where the picks start: a small network that trains in a minute. */
export const firstChoice: Choice = {
  model: "cifar_resnet_20_8",
  scheme: "erk",
  density: 0.1,
  data: { format: "builtin" },
};

/** What VS Code kept for the workspace, if it still is a choice. */
export function readChoice(kept: unknown): Choice | undefined {
  return Value.Check(ChoiceSchema, kept) ? kept : undefined;
}

/** A choice as an experiment file, so that it is read, completed and refused like one. JSON is YAML too. */
export function experimentText({ model, scheme, density, data }: Choice): string {
  return JSON.stringify({ version: 1, model, data, prune: { scheme, density } });
}
