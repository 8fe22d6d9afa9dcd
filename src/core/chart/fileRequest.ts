/** What a page asks its host to do with a chart or table that a person wants to keep. */
import * as Type from "typebox";
import type { Frozen } from "../frozen";

export const CopySchema = Type.Object({ kind: Type.Literal("copy"), text: Type.String() });

export const SaveSchema = Type.Object({
  kind: Type.Literal("save"),
  /** Proposed for the file; its ending says what it is. */
  name: Type.String({ pattern: String.raw`^[^\s/\\:*?"<>|]+\.(svg|png|csv|json|md|tex)$` }),
  /** The whole file, in base64 where it is no text. */
  content: Type.String(),
  encoding: Type.Enum(["utf8", "base64"]),
});

export type SaveRequest = Frozen<typeof SaveSchema>;
