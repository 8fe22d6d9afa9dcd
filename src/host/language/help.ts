import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { runsChangedMethod } from "../../core/language/contract";
import { Bag } from "../bag";
import { Languages } from "../contributions";
import { editorWords } from "../editorWords";
import type { Runs } from "../runs/follower";
import { nodeHere, type TrainingPlace } from "../training/program";
import { trainingThreads } from "../training/threads";
import { GridStatus } from "./gridStatus";
import { linkCommands } from "./links";

/**
 * Help with experiment and model files. The language server, and the library that talks to it, are loaded when the
 * first such file is open.
 */
export class LanguageHelp implements vscode.Disposable {
  private readonly bag = new Bag();
  private starting: Promise<LanguageClient> | undefined;

  /** @param extension the extension's folder */
  constructor(
    private readonly extension: vscode.Uri,
    private readonly runs: Pick<Runs, "onDidChange">,
    private readonly place: TrainingPlace,
  ) {
    const { workspace } = vscode;
    const pages = vscode.Uri.joinPath(extension, "docs", "problems");
    this.bag.add(linkCommands(editorWords.locale === "ja" ? vscode.Uri.joinPath(pages, "ja") : pages));
    this.bag.add(
      workspace.onDidOpenTextDocument((document) => {
        this.opened(document);
      }),
    );
    for (const document of workspace.textDocuments) this.opened(document);
  }

  /** Whether the server has been asked for. */
  get started(): boolean {
    return this.starting !== undefined;
  }

  dispose(): void {
    this.bag.dispose();
  }

  private opened({ languageId }: vscode.TextDocument): void {
    const ours: readonly string[] = Object.values(Languages);
    if (ours.includes(languageId)) this.starting ??= this.start();
  }

  private async start(): Promise<LanguageClient> {
    const { languageClient } = await import("./client");
    const grid = this.bag.add(new GridStatus());
    const client = languageClient({
      server: vscode.Uri.joinPath(this.extension, "dist", "server.js").fsPath,
      training: await trainingHere(this.place),
      onSummary: (summary) => {
        grid.show(summary);
      },
    });
    this.bag.add({ dispose: () => client.dispose() });
    await client.start();
    this.bag.add(this.runs.onDidChange(() => void client.sendNotification(runsChangedMethod)));
    return client;
  }
}

/** What a measurement of training speed must be of; undefined where the Node that is set cannot be run. */
async function trainingHere(
  place: TrainingPlace,
): Promise<{ readonly threads: number; readonly node: string } | undefined> {
  try {
    const { version } = await nodeHere(place);
    return { threads: trainingThreads(), node: version };
  } catch {
    // Who trains is told why; files are helped with all the same.
    return undefined;
  }
}
