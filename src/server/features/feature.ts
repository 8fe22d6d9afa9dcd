import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Connection, ServerCapabilities } from "vscode-languageserver/node";
import type { GridEstimate } from "../../core/estimate/estimates";
import type { GridSummary } from "../../core/language/summary";
import type { KnownRun } from "../../core/language/lenses";
import type { Reading } from "../analyses";
import type { PageOf } from "../diagnostics";
import type { Editor } from "../editor";
import type { Settings } from "../settings";

/** One thing the server can do with a text: what it says of it, and how it answers. */
export interface Feature {
  /** Where the editor can make use of it. */
  readonly capabilities: (editor: Editor) => ServerCapabilities;
  readonly register: (connection: Connection, desk: Desk) => void;
}

/** What all features work on. */
export interface Desk {
  readonly editor: Editor;
  /** Undefined for a document that is not open, or of another language. */
  readonly at: (uri: string) => OpenReading | undefined;
  readonly pageOf: PageOf;
  /** What running a whole file takes on this machine. */
  readonly estimate: (summary: GridSummary) => GridEstimate;
  readonly settings: () => Promise<Settings>;
  /** The runs beside a document, newest first, as they are now. */
  readonly runs: (uri: string) => Promise<readonly KnownRun[]>;
}

/** An open text and what is known of it. */
export interface OpenReading extends Reading {
  readonly open: TextDocument;
}
