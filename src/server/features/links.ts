import type { DocumentLink } from "vscode-languageserver/node";
import { links } from "../../core/language/links";
import { uriOfLookup } from "../lookups";
import { rangeOf } from "../ranges";
import type { Feature } from "./feature";

/** Paths of folders with data; those of model files lead to their definition. */
export const folderLinks: Feature = {
  capabilities: () => ({ documentLinkProvider: {} }),
  register(connection, { at }) {
    connection.onDocumentLinks(({ textDocument }): DocumentLink[] | null => {
      const reading = at(textDocument.uri);
      if (reading === undefined) return null;
      const folders = links(reading.document).filter(({ kind }) => kind === "folder");
      return folders.map(({ span, path }) => ({ range: rangeOf(reading.open, span), target: uriOfLookup(path) }));
    });
  },
};
