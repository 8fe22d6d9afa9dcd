import * as vscode from "vscode";
import {
  CloseAction,
  LanguageClient,
  TransportKind,
  type ErrorHandler,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import type { FileText } from "../../core/experiment/lookup";
import {
  fileTextMethod,
  isFileTextRequest,
  isSummary,
  summaryMethod,
  type ClientOptions,
  type Summary,
} from "../../core/language/contract";
import { Languages } from "../contributions";
import { fileTextOf } from "./fileText";
import { withExplorer, withPreview } from "./links";

export interface ClientParts {
  /** The server's program. */
  readonly server: string;
  /** On how many threads of which Node training would run; undefined where it cannot. */
  readonly training: ClientOptions["training"];
  readonly onSummary: (summary: Summary) => void;
}

/** The editor's side of the language server, not started yet. */
export function languageClient({ server, training, onSummary }: ClientParts): LanguageClient {
  const said: ClientOptions = { fileText: true, commands: true, ...(training && { training }) };
  const options: LanguageClientOptions = {
    // Of any scheme: new documents and those of virtual folders too.
    documentSelector: Object.values(Languages).map((language) => ({ language })),
    initializationOptions: said,
    // Texts that nobody looks at are opened by programs that search them.
    textSynchronization: { delayOpenNotifications: true },
    middleware: {
      handleDiagnostics(uri, diagnostics, next) {
        next(uri, diagnostics.map(withPreview));
      },
      async provideDocumentLinks(document, token, next) {
        return (await next(document, token))?.map(withExplorer);
      },
    },
  };
  // The id is the first part of the setting for the trace.
  const client = new LanguageClient("sparse", name, { module: server, transport: TransportKind.ipc }, options);
  client.clientOptions.errorHandler = inPlainWords(client.createDefaultErrorHandler());
  client.onRequest(fileTextMethod, async (request: unknown): Promise<FileText> => {
    return isFileTextRequest(request) ? await fileTextOf(vscode.Uri.parse(request.uri)) : "unknown";
  });
  client.onNotification(summaryMethod, (summary: unknown) => {
    if (isSummary(summary)) onSummary(summary);
  });
  return client;
}

/** Of the output that it writes to. */
const name = "Sparse Language Server";

/** The client's usual rule, a few restarts and then none, in plain words. */
function inPlainWords(usual: ErrorHandler): ErrorHandler {
  return {
    error: (...about) => usual.error(...about),
    async closed() {
      const { action } = await usual.closed();
      if (action !== CloseAction.Restart) return { action, message: givenUp() };
      const message = vscode.l10n.t("The language server ended by itself and is started again.");
      return { action, message, handled: true };
    },
  };
}

function givenUp(): string {
  return vscode.l10n.t(
    'Experiment files get no help any more: their language server ended five times within three minutes. What it said last is in the output "{0}"; reload the window to start it again.',
    name,
  );
}
