import { ErrorCodes, ResponseError, type Location, type LocationLink } from "vscode-languageserver/node";
import { references, rename, renamable } from "../../core/language/anchors";
import { definition } from "../../core/language/definition";
import { rangeOf } from "../ranges";
import { uriOfLookup } from "../lookups";
import type { Feature, OpenReading } from "./feature";

/** Where a path or an alias leads, and where an anchor is used; its name can be changed. */
export const anchors: Feature = {
  capabilities: () => ({
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
  }),
  register(connection, { at, editor: { locale } }) {
    connection.onDefinition(({ textDocument: { uri }, position }): LocationLink[] | null => {
      const reading = at(uri);
      return reading === undefined ? null : definitionAt(uri, reading, reading.open.offsetAt(position));
    });
    connection.onReferences(({ textDocument: { uri }, position, context }): Location[] | null => {
      const reading = at(uri);
      if (reading === undefined) return null;
      const { open, document } = reading;
      const found = references(document, open.offsetAt(position), context.includeDeclaration);
      return found.map((span) => ({ uri, range: rangeOf(open, span) }));
    });
    connection.onPrepareRename(({ textDocument: { uri }, position }) => {
      const reading = at(uri);
      const span = reading && renamable(reading.document, reading.open.offsetAt(position));
      return reading && span ? rangeOf(reading.open, span) : null;
    });
    connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
      const reading = at(uri);
      if (reading === undefined) return null;
      const { open, document } = reading;
      const edits = rename(document, open.offsetAt(position), newName, locale);
      // The editor shows it to the person.
      if (typeof edits === "string") return new ResponseError(ErrorCodes.InvalidRequest, edits);
      return { changes: { [uri]: edits.map(({ span, text }) => ({ range: rangeOf(open, span), newText: text })) } };
    });
  },
};

function definitionAt(uri: string, { open, document }: OpenReading, offset: number): LocationLink[] | null {
  const found = definition(document, offset);
  if (found === undefined) return null;
  const originSelectionRange = rangeOf(open, found.origin);
  const { target } = found;
  if (target.kind === "anchor") {
    const [targetRange, targetSelectionRange] = [rangeOf(open, target.span), rangeOf(open, target.name)];
    return [{ originSelectionRange, targetUri: uri, targetRange, targetSelectionRange }];
  }
  // An editor shows no folder in a window: those are links.
  if (target.kind === "folder") return null;
  const targetUri = uriOfLookup(target.path);
  return [{ originSelectionRange, targetUri, targetRange: start, targetSelectionRange: start }];
}

const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
