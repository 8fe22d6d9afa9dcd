import ts from "typescript";
import type { Source } from "./sources";

/** A call that names what it says: `vscode.l10n.t("Show Log")` in the editor's modules, `say("Show Log")` elsewhere. */
export interface Saying {
  readonly path: string;
  /** Undefined where it is put together when it is said, so that no table can have it. */
  readonly english: string | undefined;
}

/** All that the interface says, in the order of the files. */
export function sayings({ path, text }: Source): readonly Saying[] {
  const found: Saying[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(?:^|\.)(?:l10n\.t|say)$/.test(node.expression.getText())) {
      const [first] = node.arguments;
      const isForwarded = first !== undefined && ts.isIdentifier(first) && first.text === "english";
      const english = first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
      if (!isForwarded) found.push({ path, english });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** Messages and labels that are written where they are shown, so that they are the same in every language. */
export function unsaid({ path, text }: Source): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const shown = shownIn(node).find((value) => ts.isStringLiteralLike(value) || ts.isTemplateExpression(value));
    if (shown !== undefined && /[A-Za-z]{2}/.test(shown.getText().replaceAll(/\$\{[^}]*\}|\$\([\w~-]*\)/g, "")))
      found.push(`${path}: ${shown.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** What a call shows at once, or a property that is made to be shown. */
function shownIn(node: ts.Node): readonly ts.Node[] {
  if (ts.isCallExpression(node) && /\.show(?:Information|Warning|Error)Message$/.test(node.expression.getText()))
    return [...node.arguments];
  const isShown = (name: string) => /^(?:title|placeHolder|placeholder|prompt|detail|tooltip|message)$/.test(name);
  if (ts.isPropertyAssignment(node) && isShown(node.name.getText())) return [node.initializer];
  return [];
}
