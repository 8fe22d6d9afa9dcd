import type { TextDocument } from "vscode-languageserver-textdocument";
import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver/node";
import type { Problem } from "../core/problem";
import { problemMessage } from "../core/problemText";
import type { Locale } from "../core/template";
import { rangeOf } from "./ranges";

/** The address of the page that explains a problem, by its code. */
export type PageOf = (code: string, locale: Locale) => string;

/** A problem of a text as the protocol says it. */
export function diagnosticOf(open: TextDocument, problem: Problem, pageOf: PageOf, locale: Locale): Diagnostic {
  return {
    range: rangeOf(open, problem.span),
    severity: severities[problem.severity],
    code: problem.code,
    codeDescription: { href: pageOf(problem.code, locale) },
    source: "sparse",
    message: problemMessage(problem, locale),
  };
}

const severities: Readonly<Record<Problem["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};
