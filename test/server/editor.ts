import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ConfigurationParams,
  type Diagnostic,
  type InitializeResult,
  type Range,
} from "vscode-languageserver/node";
import { onTestFinished } from "vitest";
import {
  fileTextMethod,
  isFileTextRequest,
  isSummary,
  runsChangedMethod,
  summaryMethod,
  type Summary,
} from "../../src/core/language/contract";
import type { FileText } from "../../src/core/experiment/lookup";
import type { Lookup } from "../../src/core/experiment/lookup";
import { readDocument } from "../../src/core/language/document";
import { serve } from "../../src/server/serve";

/** An editor that talks to a server in this process, over streams as through a pipe. */
export interface Editor {
  readonly initialized: InitializeResult;
  readonly open: (uri: string, text: string, languageId?: string) => void;
  /** Replaces the whole text, or what lies in a range. */
  readonly change: (uri: string, text: string, range?: Range) => void;
  readonly close: (uri: string) => void;
  readonly filesChanged: (...uris: string[]) => void;
  /** What the server says of a document next. */
  readonly diagnostics: (uri: string) => Promise<readonly Diagnostic[]>;
  readonly summary: (uri: string) => Promise<Summary>;
  /** The texts the server has read, in order. */
  readonly read: readonly string[];
  /** The built-in networks it keeps. */
  readonly networks: () => readonly string[];
  /** What the server has the editor watch, by registration. */
  readonly watched: ReadonlyMap<string, unknown>;
  /** Asks for something about a document. */
  readonly ask: <R>(method: string, uri: string, params?: object) => Promise<R>;
  /** Waits for the server to say that it is to be asked again. */
  readonly refreshed: (what: "inlayHint" | "codeLens") => Promise<void>;
  readonly setSettings: (settings: object) => void;
  readonly runsChanged: () => void;
}

export interface EditorOptions {
  /** The open folder. */
  readonly folder?: string;
  /** Answers for files that only the editor can read; without it, the editor says that it answers none. */
  readonly files?: Readonly<Record<string, string>>;
  readonly locale?: string;
  /** Whether it has the commands of the VS Code extension. */
  readonly commands?: boolean;
  /** Whether what is completed may have fields to fill in. */
  readonly snippets?: boolean;
}

export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const { files, folder, locale = "en", commands = true, snippets = true } = options;
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const read: string[] = [];
  let networks: Lookup["networks"];
  const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toEditor));
  serve(connection, {
    read(kind, text, lookup) {
      read.push(text);
      ({ networks } = lookup);
      return readDocument(kind, text, lookup);
    },
    kernels: "/none",
    pageOf: (code) => `file:///pages/${code}.md`,
    now: () => 0,
  });
  const editor = createProtocolConnection(new StreamMessageReader(toEditor), new StreamMessageWriter(toServer));
  const versions = new Map<string, number>();
  const watched = new Map<string, unknown>();
  const said = waiting<{ readonly uri: string; readonly version?: number; readonly diagnostics: Diagnostic[] }>();
  const summaries = waiting<Summary>();
  const refreshes = waiting<"inlayHint" | "codeLens">();
  editor.onNotification("textDocument/publishDiagnostics", said.come);
  editor.onNotification(summaryMethod, (summary: unknown) => {
    if (isSummary(summary)) summaries.come(summary);
  });
  editor.onRequest(fileTextMethod, (request: unknown): Promise<FileText> => {
    const text = isFileTextRequest(request) ? files?.[request.uri] : undefined;
    return Promise.resolve(text === undefined ? "missing" : { text });
  });
  editor.onRequest("client/registerCapability", ({ registrations }: Registrations) => {
    for (const { id, registerOptions } of registrations) watched.set(id, registerOptions);
  });
  editor.onRequest("client/unregisterCapability", ({ unregisterations }: Unregistrations) => {
    for (const { id } of unregisterations) watched.delete(id);
  });
  let settings: object = {};
  editor.onRequest("workspace/configuration", ({ items }: ConfigurationParams) => items.map(() => settings));
  editor.onRequest("workspace/inlayHint/refresh", () => {
    refreshes.come("inlayHint");
  });
  editor.onRequest("workspace/codeLens/refresh", () => {
    refreshes.come("codeLens");
  });
  editor.listen();
  onTestFinished(() => {
    editor.dispose();
    connection.dispose();
  });
  const notify = (method: string, params: unknown) => void editor.sendNotification(method, params);
  const initialized: InitializeResult = await editor.sendRequest("initialize", {
    processId: null,
    locale,
    workspaceFolders: folder === undefined ? null : [{ uri: pathToFileURL(folder).href, name: "folder" }],
    capabilities: {
      workspace: able,
      textDocument: { completion: { completionItem: { snippetSupport: snippets } } },
    },
    initializationOptions: { fileText: files !== undefined, commands },
  });
  notify("initialized", {});
  return {
    initialized,
    read,
    networks: () => [...(networks?.keys() ?? [])],
    watched,
    open(uri, text, languageId = "yaml") {
      versions.set(uri, 1);
      notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
    },
    change(uri, text, range) {
      const version = versions.get(uri)! + 1;
      versions.set(uri, version);
      const contentChanges = [range === undefined ? { text } : { text, range }];
      notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    },
    close(uri) {
      notify("textDocument/didClose", { textDocument: { uri } });
    },
    filesChanged(...uris) {
      notify("workspace/didChangeWatchedFiles", { changes: uris.map((uri) => ({ uri, type: 2 })) });
    },
    diagnostics: async (uri) => (await said.next((message) => message.uri === uri)).diagnostics,
    summary: (uri) => summaries.next((summary) => summary.uri === uri),
    ask: (method, uri, params) => editor.sendRequest(method, { textDocument: { uri }, ...params }),
    async refreshed(what) {
      await refreshes.next((asked) => asked === what);
    },
    setSettings(changed) {
      settings = changed;
      notify("workspace/didChangeConfiguration", { settings: null });
    },
    runsChanged() {
      notify(runsChangedMethod, {});
    },
  };
}

/** What the editor says it can do. */
const able = {
  configuration: true,
  didChangeConfiguration: { dynamicRegistration: true },
  didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
  inlayHint: { refreshSupport: true },
  codeLens: { refreshSupport: true },
};

interface Registrations {
  readonly registrations: readonly { readonly id: string; readonly registerOptions: unknown }[];
}

interface Unregistrations {
  readonly unregisterations: readonly { readonly id: string }[];
}

/** Messages in the order they came; each is handed out once. */
function waiting<T>(): { come: (message: T) => void; next: (wanted: (message: T) => boolean) => Promise<T> } {
  const arrived: T[] = [];
  const waiters: { readonly wanted: (message: T) => boolean; readonly resolve: (message: T) => void }[] = [];
  return {
    come(message) {
      const place = waiters.findIndex(({ wanted }) => wanted(message));
      if (place === -1) arrived.push(message);
      else waiters.splice(place, 1)[0]!.resolve(message);
    },
    next(wanted) {
      const place = arrived.findIndex(wanted);
      if (place !== -1) return Promise.resolve(arrived.splice(place, 1)[0]!);
      return new Promise((resolve) => waiters.push({ wanted, resolve }));
    },
  };
}
