/** Builds what the extension consists of and wires it together; nothing else. */
import * as vscode from "vscode";
import { Bag } from "./host/bag";
import { Panels, Views } from "./host/contributions";
import { DensitySubject } from "./host/density/subject";
import { DensityTree } from "./host/density/tree";
import { densityView } from "./host/density/view";
import { runCommands } from "./host/runs/commands";
import { experimentCommands } from "./host/experiment/commands";
import { failureNotices } from "./host/runs/failures";
import { LanguageHelp } from "./host/language/help";
import { RunFollower } from "./host/runs/follower";
import { noRuns } from "./host/runs/noRuns";
import { RunPanels } from "./host/runs/panels";
import { runStatusBar } from "./host/runs/statusBar";
import { isStopping } from "./host/runs/stopping";
import { RunsTree } from "./host/runs/tree";
import { addToTerminals } from "./host/terminal";
import { keptChoice, trainingCommands } from "./host/training/commands";
import { Launcher } from "./host/training/launcher";
import { speedCommand } from "./host/training/speed";
import { openFolder } from "./host/workspace";
import { RunFeed } from "./store/feed";
import { rootIn } from "./store/root";

/** What the extension's own tests look at. */
export interface SparseExplorer {
  readonly runs: RunsTree;
  readonly density: DensityTree;
  readonly language: LanguageHelp;
}

export async function activate(context: vscode.ExtensionContext): Promise<SparseExplorer> {
  const bag = new Bag();
  context.subscriptions.push(bag);
  try {
    return await build(context, bag);
  } catch (error) {
    bag.dispose();
    void vscode.window.showErrorMessage(vscode.l10n.t("Sparse Explorer could not start: {0}", String(error)));
    throw error;
  }
}

async function build(context: vscode.ExtensionContext, bag: Bag): Promise<SparseExplorer> {
  const { window } = vscode;
  const log = bag.add(window.createOutputChannel("Sparse Explorer", { log: true }));
  const folder = openFolder();
  const root = folder === undefined ? undefined : rootIn(folder);
  const runs = bag.add(new RunFollower(root === undefined ? noRuns : new RunFeed(root, Date.now, { digests: "write" }), log));
  const subject = bag.add(new DensitySubject());
  const language = bag.add(new LanguageHelp(context.extensionUri, runs));
  const trainer = vscode.Uri.joinPath(context.extensionUri, "dist", "trainer.js").fsPath;
  const onFailure = (reason: string) => void window.showErrorMessage(reason);
  const launcher = root === undefined ? undefined : bag.add(new Launcher({ root, trainer, log, onFailure }));

  const runsTree = bag.add(new RunsTree(runs, isStopping));
  const densityTree = bag.add(new DensityTree(subject, runs, folder));
  const runsView = bag.add(window.createTreeView(Views.runs, { treeDataProvider: runsTree }));
  bag.add(densityView(densityTree));
  const panels = bag.add(new RunPanels(runs, context.extensionUri));
  const show = async (id: string) => {
    panels.show(id);
    subject.show({ kind: "run", id });
    await runsView.reveal(id, { select: true, focus: false });
  };
  const killed = new Set<string>();
  bag.add(runCommands({ root, runs, launcher, log, show, onKill: (id) => killed.add(id) }));
  bag.add(trainingCommands({ folder, launcher, runs, subject, memory: context.workspaceState, show }));
  bag.add(speedCommand({ trainer, runs, log }));
  bag.add(experimentCommands({ folder, runs, subject }));
  bag.add(failureNotices(runs, killed, log));
  bag.add(runStatusBar(runs));
  addToTerminals(context.environmentVariableCollection, vscode.Uri.joinPath(context.extensionUri, "bin").fsPath);
  bag.add(window.registerWebviewPanelSerializer(Panels.run, panels));
  bag.add(
    runsView.onDidChangeSelection(({ selection: [id] }) => {
      if (id !== undefined) subject.show({ kind: "run", id });
    }),
  );
  await runs.look();
  subject.showFirst(runs, keptChoice(context.workspaceState));
  return { runs: runsTree, density: densityTree, language };
}
