import type { TextDocument } from "vscode-languageserver-textdocument";
import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver/node";
import type { LanguageDocument } from "../core/language/document";
import type { Problem } from "../core/problem";
import { problemMessage } from "../core/problemText";
import type { Locale } from "../core/template";
import { rangeOf } from "./ranges";

/**
 * The problems of a text as the protocol says them.
 *
 * @param pageOf the address of the page that explains a problem, by its code
 */
export function diagnosticsOf(
  open: TextDocument,
  { problems }: LanguageDocument,
  pageOf: (code: string) => string,
  locale: Locale,
): Diagnostic[] {
  return problems.map((problem) => ({
    range: rangeOf(open, problem.span),
    severity: severities[problem.severity],
    code: problem.code,
    codeDescription: { href: pageOf(problem.code) },
    source: "sparse",
    message: problemMessage(problem, locale),
  }));
}

const severities: Readonly<Record<Problem["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};
