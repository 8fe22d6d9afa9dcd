import ts from "typescript";

export interface Import {
  /** Undefined where the name is computed. */
  readonly specifier: string | undefined;
  /** From 1. */
  readonly line: number;
}

/** Everything a TypeScript file takes from elsewhere: static, re-exported, dynamic, type-only, required and referenced. */
export function imports(path: string, text: string): readonly Import[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const references = [...file.referencedFiles, ...file.typeReferenceDirectives];
  const found: Import[] = references.map(({ fileName, pos }) => ({ specifier: fileName, line: lineOf(pos) }));
  visit(file);
  return found;

  function visit(node: ts.Node): void {
    const name = importedName(node);
    if (name !== undefined) {
      const specifier = ts.isStringLiteralLike(name) ? name.text : undefined;
      found.push({ specifier, line: lineOf(node.getStart()) });
    }
    ts.forEachChild(node, visit);
  }
  function lineOf(position: number): number {
    return file.getLineAndCharacterOfPosition(position).line + 1;
  }
}

/** The node that names the imported module, if this is an import of some kind. */
function importedName(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const isRequire = ts.isIdentifier(expression) && expression.text === "require";
  return isRequire || expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
}
