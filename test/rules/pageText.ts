import ts from "typescript";
import type { Source } from "./sources";

/** What a page shows or has read out that is written where it is shown, and languages that are fixed there. */
export function writtenOut({ path, text }: Source): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const shown = shownIn(node).flatMap(literalsIn).filter(hasWords);
    found.push(...[...shown, ...languagesIn(node)].map((literal) => `${path}: ${literal.getText()}`));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** A constant table of words in a page's `words.ts`, by the constant's name. */
export function tableIn({ path, text }: Source, name: string): Readonly<Record<string, string>> {
  const entries: (readonly [string, string])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name && node.initializer !== undefined) {
      const table = ts.isAsExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (!ts.isObjectLiteralExpression(table)) throw new Error(`${path}: ${name} is no table`);
      for (const entry of table.properties) {
        if (ts.isPropertyAssignment(entry) && ts.isStringLiteralLike(entry.initializer)) {
          entries.push([entry.name.getText(), entry.initializer.text]);
        } else throw new Error(`${path}: ${entry.getText()} is no word`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return Object.fromEntries(entries);
}

const shownNames = /^["']?(?:label|title|text|alt|placeholder|aria-label|aria-description)["']?$/;

/** The texts of elements, and the attributes and properties that are made to be read. */
function shownIn(node: ts.Node): readonly ts.Node[] {
  if (ts.isPropertyAssignment(node) && shownNames.test(node.name.getText())) return [node.initializer];
  if (ts.isBinaryExpression(node) && /\.(?:textContent|title)$/.test(node.left.getText())) return [node.right];
  if (!ts.isCallExpression(node)) return [];
  const called = node.expression.getText();
  if (called === "make") return node.arguments.slice(2);
  if (called === "write" || called === "table") return node.arguments.slice(called === "write" ? 1 : 0);
  if (called === "spinner") return node.arguments;
  if (called.endsWith(".setAttribute") && shownNames.test(node.arguments[0]?.getText() ?? "")) {
    return node.arguments.slice(1);
  }
  return [];
}

/** The literals that a value may be, or is made of. */
function literalsIn(node: ts.Node): readonly ts.Node[] {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return [node];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(literalsIn);
  if (ts.isBinaryExpression(node)) return [node.left, node.right].flatMap(literalsIn);
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(literalsIn);
  if (ts.isSpreadElement(node) || ts.isParenthesizedExpression(node)) return literalsIn(node.expression);
  return [];
}

function hasWords(literal: ts.Node): boolean {
  const text = ts.isTemplateExpression(literal)
    ? [literal.head, ...literal.templateSpans.map((span) => span.literal)].map((part) => part.text).join(" ")
    : literal.getText();
  return /[A-Za-z]{2}/.test(text);
}

/** A page has the language that its document says. */
function languagesIn(node: ts.Node): readonly ts.Node[] {
  if (!ts.isCallExpression(node)) return [];
  return node.arguments.filter((argument) => ts.isStringLiteral(argument) && /^(?:en|ja)$/.test(argument.text));
}
