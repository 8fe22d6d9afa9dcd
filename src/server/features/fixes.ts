import { CodeActionKind, type CodeAction } from "vscode-languageserver/node";
import { fixes } from "../../core/language/fix/fixes";
import { diagnosticOf } from "../diagnostics";
import { rangeOf, spanOf } from "../ranges";
import type { Feature } from "./feature";

/** What is surely meant, offered where a problem is marked. */
export const quickFixes: Feature = {
  capabilities: () => ({ codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } }),
  register(connection, { at, pageOf, editor: { locale } }) {
    connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }): CodeAction[] | null => {
      const reading = at(uri);
      const isAsked = only === undefined || only.some((kind) => CodeActionKind.QuickFix.startsWith(kind));
      if (reading === undefined || !isAsked) return null;
      const { document, open } = reading;
      const asked = spanOf(open, range);
      const near = document.problems.filter(({ span }) => span.start <= asked.end && asked.start <= span.end);
      return near.flatMap((problem) =>
        fixes(document, problem, locale).map(({ title, edits, preferred }) => ({
          title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnosticOf(open, problem, pageOf, locale)],
          ...(preferred && { isPreferred: true }),
          edit: { changes: { [uri]: edits.map(({ span, text }) => ({ range: rangeOf(open, span), newText: text })) } },
        })),
      );
    });
  },
};
