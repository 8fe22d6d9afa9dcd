import { TextDocument } from "vscode-languageserver-textdocument";
import { TextDocuments, TextDocumentSyncKind, type Connection } from "vscode-languageserver/node";
import { isClientOptions, summaryMethod } from "../core/language/contract";
import type { readDocument } from "../core/language/document";
import { keepAnalyses } from "./analyses";
import { diagnosticsOf } from "./diagnostics";
import { textsElsewhere } from "./elsewhere";
import { placeOf } from "./places";
import { onceQuiet } from "./quiet";
import { summaryOf } from "./summaries";
import { watching } from "./watching";

export interface ServerParts {
  readonly read: typeof readDocument;
  /** The address of the page that explains a problem, by its code. */
  readonly pageOf: (code: string) => string;
}

/** Serves the experiment language on this connection until it closes. */
export function serve(connection: Connection, { read, pageOf }: ServerParts): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params) => {
    const asks = isClientOptions(params.initializationOptions) && params.initializationOptions.fileText;
    const elsewhere = textsElsewhere(connection, (place) => {
      readAgain([place]);
    });
    const analyses = keepAnalyses(read, {
      open: (place) =>
        documents
          .all()
          .find(({ uri }) => placeOf(uri) === place)
          ?.getText(),
      elsewhere: (uri) => (asks ? elsewhere.textOf(uri) : "unknown"),
    });
    const watch = watching(connection, params);
    const publishLater = onceQuiet(publish);

    documents.onDidChangeContent(({ document: { uri } }) => {
      publishLater(uri);
      readAgain([placeOf(uri)]);
    });
    documents.onDidClose(({ document: { uri } }) => {
      analyses.forget(uri);
      publishLater(uri);
      readAgain([placeOf(uri)]);
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const places = changes.map(({ uri }) => placeOf(uri));
      elsewhere.forget(places);
      readAgain(places);
    });
    return {
      capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental },
      serverInfo: { name: "Sparse Explorer" },
    };

    function readAgain(places: readonly string[]): void {
      analyses.outdate(places).forEach(publishLater);
    }

    function publish(uri: string): void {
      const open = documents.get(uri);
      const document = open && analyses.of(open);
      if (open === undefined || document === undefined) {
        void connection.sendDiagnostics({ uri, diagnostics: [] });
      } else {
        const { version } = open;
        void connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(open, document, pageOf) });
        const summary = summaryOf(uri, document);
        if (summary !== undefined) void connection.sendNotification(summaryMethod, summary);
      }
      watch(analyses.references());
    }
  });
  documents.listen(connection);
  connection.listen();
}
