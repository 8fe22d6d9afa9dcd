/** What the mask page knows, as the fold of what its host has told it. */
import type { InspectedLayer } from "../../src/core/inspect/inspection";
import type { MaskMessage } from "../../src/core/inspect/panel";
import type { Picture } from "../../src/core/inspect/picture";

type File = Omit<Extract<MaskMessage, { kind: "file" }>, "kind">;
export type Second = NonNullable<Extract<MaskMessage, { kind: "compared" }>["second"]>;

export interface MaskState {
  /** The file that is being counted. */
  readonly counting?: string;
  readonly file?: File;
  readonly second?: Second;
  /** The last picture, which may be of another layer or part than the one wanted now. */
  readonly picture?: Picture;
  readonly failed?: string;
}

export const nothingKnown: MaskState = {};

export function withMessage(known: MaskState, message: MaskMessage): MaskState {
  switch (message.kind) {
    case "counting":
      return { counting: message.name };
    case "file": {
      const { name, path, inspection } = message;
      return { file: { name, path, inspection }, ...(known.second && { second: known.second }) };
    }
    case "compared":
      // The picture shows the masks that were compared before.
      return {
        ...withoutPicture(known),
        ...(known.failed !== undefined && { failed: known.failed }),
        ...(message.second && { second: message.second }),
      };
    case "picture":
      return { ...withoutPicture(known), ...(known.second && { second: known.second }), picture: message.picture };
    case "failed":
      return {
        ...(known.file && { file: known.file }),
        ...(known.second && { second: known.second }),
        failed: message.reason,
      };
  }
}

function withoutPicture({ counting, file }: MaskState): MaskState {
  return { ...(counting !== undefined && { counting }), ...(file && { file }) };
}

/** The layer that a person chose, else the first one. */
export function chosenLayer({ file }: MaskState, name: string | undefined): InspectedLayer | undefined {
  const layers = file?.inspection.layers ?? [];
  return layers.find((layer) => layer.name === name) ?? layers[0];
}
