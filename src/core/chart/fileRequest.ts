/** What a page asks its host to do with a chart or table that a person wants to keep. */
import * as Type from "typebox";
import type { Frozen } from "../frozen";

/** Endings of files that charts and tables are written to, and what they are called. */
export const formatTitles = {
  svg: "SVG",
  png: "PNG",
  csv: "CSV",
  json: "JSON",
  md: "Markdown",
  tex: "LaTeX",
} as const;

export type FormatId = keyof typeof formatTitles;

export const FormatSchema = Type.Enum(["svg", "png", "csv", "json", "md", "tex"]);

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
