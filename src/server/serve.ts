import { TextDocument } from "vscode-languageserver-textdocument";
import {
  CodeLensRefreshRequest,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
} from "vscode-languageserver/node";
import { runsChangedMethod, summaryMethod } from "../core/language/contract";
import type { readDocument } from "../core/language/document";
import { keepAnalyses } from "./analyses";
import { diagnosticOf, type PageOf } from "./diagnostics";
import { editorOf, type Editor } from "./editor";
import { textsElsewhere } from "./elsewhere";
import { capabilitiesFor, features } from "./features/all";
import { placeOf } from "./places";
import { estimator } from "./estimate";
import { onceQuiet } from "./quiet";
import { runsBeside } from "./runs";
import { followSettings } from "./settings";
import { statusOf } from "./status";
import { tell } from "./tell";
import { watching } from "./watching";

export interface ServerParts {
  readonly read: typeof readDocument;
  readonly pageOf: PageOf;
  /** Folder of the engine's kernels: a measurement of speed holds for them only. */
  readonly kernels: string;
  readonly now: () => number;
}

/** Serves the experiment language on this connection until it closes. */
export function serve(connection: Connection, parts: ServerParts): void {
  connection.onInitialize((params): InitializeResult => {
    const editor = editorOf(params);
    serveEditor(connection, editor, parts);
    const textDocumentSync = TextDocumentSyncKind.Incremental;
    return {
      capabilities: { textDocumentSync, ...capabilitiesFor(editor) },
      serverInfo: { name: "Sparse Explorer" },
    };
  });
  connection.listen();
}

function serveEditor(connection: Connection, editor: Editor, { read, pageOf, kernels, now }: ServerParts): void {
  const documents = new TextDocuments(TextDocument);
  const elsewhere = textsElsewhere(connection, (place) => {
    readAgain([place]);
  });
  const analyses = keepAnalyses(read, {
    open: (place) => openText(documents, place),
    elsewhere: (uri) => (editor.sendsFiles ? elsewhere.textOf(uri) : "unknown"),
  });
  const watch = watching(connection, editor);
  const publishLater = onceQuiet(publish);
  const settings = followSettings(connection, editor, () => {
    refreshHints();
    refreshLenses();
  });

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
  connection.onNotification(runsChangedMethod, refreshLenses);
  for (const { register } of features)
    register(connection, {
      editor,
      at,
      pageOf,
      settings,
      runs: runsBeside(editor, now),
      estimate: estimator(editor, kernels),
    });
  documents.listen(connection);

  function at(uri: string) {
    const open = documents.get(uri);
    const reading = open && analyses.of(open);
    return open && reading && { open, ...reading };
  }

  /** What changed is no text that is asked about, so the editor would not ask again by itself. */
  function readAgain(places: readonly string[]): void {
    const uris = analyses.outdate(places);
    uris.forEach(publishLater);
    if (uris.length === 0) return;
    refreshHints();
    refreshLenses();
  }

  function refreshHints(): void {
    if (editor.refreshes.hints) tell(connection.languages.inlayHint.refresh());
  }

  function refreshLenses(): void {
    if (editor.refreshes.lenses) tell(connection.sendRequest(CodeLensRefreshRequest.type));
  }

  function publish(uri: string): void {
    const reading = at(uri);
    if (reading === undefined) {
      tell(connection.sendDiagnostics({ uri, diagnostics: [] }));
    } else {
      const { open, document } = reading;
      const diagnostics = document.problems.map((problem) => diagnosticOf(open, problem, pageOf, editor.locale));
      tell(connection.sendDiagnostics({ uri, version: open.version, diagnostics }));
      if (document.kind === "experiment")
        tell(connection.sendNotification(summaryMethod, statusOf(uri, reading, editor.locale)));
    }
    watch(analyses.references());
  }
}

function openText(documents: TextDocuments<TextDocument>, place: string): string | undefined {
  return documents
    .all()
    .find(({ uri }) => placeOf(uri) === place)
    ?.getText();
}
