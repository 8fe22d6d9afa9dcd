import type { InitializeParams } from "vscode-languageserver/node";
import { isClientOptions, type ClientOptions } from "../core/language/contract";
import { localeOf, type Locale } from "../core/template";
import { pathOf } from "./places";

/** What the editor has said of itself when it started the server. */
export interface Editor {
  readonly locale: Locale;
  /** Whether it sends texts of files that only it can read. */
  readonly sendsFiles: boolean;
  /** Whether it knows the commands of the VS Code extension. */
  readonly hasCommands: boolean;
  /** Whether it watches files that it is asked to watch. */
  readonly watchesFiles: boolean;
  /** Whether a completion may have fields to fill in. */
  readonly snippets: boolean;
  readonly answersSettings: boolean;
  readonly announcesSettings: boolean;
  /** Whether it asks again for these when it is told to. */
  readonly refreshes: { readonly hints: boolean; readonly lenses: boolean };
  /** On how many threads of which Node it trains, where it does. */
  readonly training: ClientOptions["training"];
  /** Paths of the folders that are open. */
  readonly folders: readonly string[];
}

export function editorOf({ locale, capabilities, initializationOptions, workspaceFolders }: InitializeParams): Editor {
  const said = isClientOptions(initializationOptions) ? initializationOptions : undefined;
  const { didChangeWatchedFiles, configuration, didChangeConfiguration, inlayHint, codeLens } =
    capabilities.workspace ?? {};
  return {
    locale: localeOf(locale ?? "en"),
    sendsFiles: said?.fileText === true,
    hasCommands: said?.commands === true,
    training: said?.training,
    watchesFiles:
      didChangeWatchedFiles?.dynamicRegistration === true && didChangeWatchedFiles.relativePatternSupport === true,
    snippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport === true,
    answersSettings: configuration === true,
    announcesSettings: didChangeConfiguration?.dynamicRegistration === true,
    refreshes: { hints: inlayHint?.refreshSupport === true, lenses: codeLens?.refreshSupport === true },
    folders: (workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri) ?? []),
  };
}
