/** Completion in texts with the cursor marked ▮, from a workspace with a model file and two folders. */
import { expect } from "vitest";
import type { AssistContext, Completion } from "../../../src/core/language/complete/completion";
import { completions } from "../../../src/core/language/complete/complete";
import type { DocumentKind } from "../../../src/core/language/document";
import { atCursor } from "./marked";

export const context: AssistContext = {
  locale: "en",
  files: {
    modelFiles: () => ["./net.model.yaml"],
    folders: (prefix) => ["./data", "./other data"].filter((folder) => folder.startsWith(prefix)),
  },
};

export function completionsAt(marked: string, kind: DocumentKind = "experiment"): readonly Completion[] {
  const { document, offset } = atCursor(marked, kind);
  return completions(document, offset, context);
}

/** Compares the labels that are offered, in order; where the last one expected is "…", more may follow. */
export function complete(marked: string, expected: readonly string[], kind: DocumentKind = "experiment"): void {
  const labels = completionsAt(marked, kind).map(({ label }) => label);
  const open = expected.at(-1) === "…";
  const wanted = open ? expected.slice(0, -1) : expected;
  expect(open ? labels.slice(0, wanted.length) : labels).toEqual(wanted);
}

/** Compares the text after a completion is accepted, with the cursor where writing goes on. */
export function accept(marked: string, label: string, expected: string, kind: DocumentKind = "experiment"): void {
  const found = completionsAt(marked, kind).find((completion) => completion.label === label);
  expect(found && accepted(marked.replace("▮", ""), found), label).toBe(expected);
}

/** The text with a completion in it: of a snippet, with the texts of its stops, and ▮ at the first of them. */
export function accepted(text: string, { span, insert, snippet }: Completion): string {
  const inserted = snippet ? expanded(insert) : `${insert}▮`;
  return text.slice(0, span.start) + inserted + text.slice(span.end);
}

function expanded(snippet: string): string {
  const first = /(?<!\\)\$\{1[:}]/.test(snippet) ? 1 : 0;
  const marked = snippet
    .replaceAll(/(?<!\\)\$\{(\d+)(?::((?:\\.|[^\\}])*))?\}/g, (_, stop: string, shown = "") =>
      Number(stop) === first ? `▮${String(shown)}` : String(shown),
    )
    .replaceAll(/(?<!\\)\$0/g, first === 0 ? "▮" : "")
    .replaceAll(/\\([\\$}])/g, "$1");
  return marked.includes("▮") ? marked : `${marked}▮`;
}
