/** What completion offers. */
import type { Span } from "../../problem";
import type { Locale } from "../../template";
import type { Cursor } from "./cursor";

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** What it replaces: within one line, the cursor in it. */
  readonly span: Span;
  /** What takes its place, as it is to stand there: new lines have their indentation. */
  readonly insert: string;
  /** Whether `insert` is a snippet as the Language Server Protocol has them. */
  readonly snippet: boolean;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly sort: string;
  /** What to compare with what is written, where it is not the label. */
  readonly filter?: string;
  /** Whether there is more to complete where it leaves the cursor. */
  readonly again: boolean;
}

export type CompletionKind = "key" | "value" | "file" | "folder" | "anchor" | "template";

export interface AssistContext {
  readonly locale: Locale;
  readonly files: WorkspaceFiles;
}

/** Paths as a document writes them, relative to itself. */
export interface WorkspaceFiles {
  readonly modelFiles: () => readonly string[];
  /** Folders in the folder that this beginning of a path names. */
  readonly folders: (prefix: string) => readonly string[];
}

/** A completion before it has a place. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A snippet. */
  readonly body: string;
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
  readonly again?: boolean;
}

/** A text that means itself in a snippet. */
export function literally(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

/** The offers at the cursor, in this order. */
export function placed(cursor: Cursor, text: string, offers: readonly Offer[]): Completion[] {
  const { span, before, after } = cursor;
  const opened = /^["']/.exec(text.slice(span.start, span.end))?.[0] ?? "";
  return offers.map(({ label, kind, body, detail, documentation, again = false }, index) => {
    // What must follow comes behind the place where writing goes on.
    const ended = after === "" || body.includes("$0") ? body : `${body}$0`;
    const whole = `${literally(before)}${ended}${after}`;
    const snippet = /(?<!\\)\$/.test(whole);
    return {
      label,
      kind,
      span,
      insert: snippet ? whole : whole.replaceAll(/\\([\\$}])/g, "$1"),
      snippet,
      sort: String(index).padStart(4, "0"),
      again,
      ...(opened !== "" && { filter: `${opened}${label}` }),
      ...(detail !== undefined && { detail }),
      ...(documentation !== undefined && { documentation }),
    };
  });
}
