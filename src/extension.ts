/** Builds what the extension consists of and wires it together; nothing else. */
import * as vscode from "vscode";
import { backendCommands } from "./host/backend/commands";
import { Bag } from "./host/bag";
import { DensitySubject } from "./host/density/subject";
import { DensityTree } from "./host/density/tree";
import { densityView } from "./host/density/view";
import { runCommands } from "./host/runs/commands";
import { experimentCommands } from "./host/experiment/commands";
import { sampleCommands } from "./host/example";
import { failureNotices } from "./host/runs/failures";
import { LanguageHelp } from "./host/language/help";
import { openPages } from "./host/pages";
import { RunFollower } from "./host/runs/follower";
import { noRuns } from "./host/runs/noRuns";
import { runStatusBar } from "./host/runs/statusBar";
import type { RunsTree } from "./host/runs/tree";
import { RunsView } from "./host/runs/view";
import { reportCommand } from "./host/report/command";
import { addToTerminals } from "./host/terminal";
import { keptChoice, trainingCommands } from "./host/training/commands";
import { Launcher } from "./host/training/launcher";
import { trainingPlace } from "./host/training/program";
import { speedCommand } from "./host/training/speed";
import { openFolder } from "./host/workspace";
import { RunFeed } from "./store/feed";
import { compiledLineCheck } from "./store/lineCheck";
import { rootIn } from "./store/root";

/** What the extension's own tests look at. */
export interface SparseExplorer {
  readonly runs: RunsTree;
  readonly density: DensityTree;
  readonly language: LanguageHelp;
}

export function activate(context: vscode.ExtensionContext): SparseExplorer {
  const bag = new Bag();
  context.subscriptions.push(bag);
  try {
    return build(context, bag);
  } catch (error) {
    bag.dispose();
    void vscode.window.showErrorMessage(vscode.l10n.t("Sparse Explorer could not start: {0}", String(error)));
    throw error;
  }
}

function build(context: vscode.ExtensionContext, bag: Bag): SparseExplorer {
  const { window } = vscode;
  const log = bag.add(window.createOutputChannel("Sparse Explorer", { log: true }));
  const folder = openFolder();
  const root = folder === undefined ? undefined : rootIn(folder);
  const isLine = compiledLineCheck();
  const feed = root === undefined ? noRuns : new RunFeed(root, Date.now, { digests: "write", isLine });
  const runs = bag.add(new RunFollower(feed, log));
  const subject = bag.add(new DensitySubject());
  const place = trainingPlace(context);
  const language = bag.add(new LanguageHelp(context.extensionUri, runs, place));
  const onFailure = (reason: string) => void window.showErrorMessage(reason);
  const launcher = root === undefined ? undefined : bag.add(new Launcher({ root, place, log, onFailure }));

  const view = bag.add(new RunsView({ runs, memory: context.workspaceState, subject }));
  const densityTree = bag.add(new DensityTree(subject, runs, folder));
  bag.add(densityView(densityTree));
  const extension = context.extensionUri;
  const { showRun, activeRun, showResults, showMasks } = bag.add(openPages({ runs, subject, extension }));
  const show = async (id: string) => {
    showRun(id);
    subject.show({ kind: "run", id });
    await view.reveal(id);
  };
  const killed = new Set<string>();
  const onKill = (id: string) => killed.add(id);
  bag.add(runCommands({ root, runs, view, launcher, log, show, activeRun, showResults, showMasks, onKill }));
  bag.add(trainingCommands({ folder, launcher, runs, subject, memory: context.workspaceState, show }));
  bag.add(speedCommand({ place, runs, log }));
  bag.add(backendCommands({ place, log }));
  bag.add(sampleCommands(context.extensionUri));
  bag.add(experimentCommands({ folder, runs, subject, showResults }));
  bag.add(reportCommand({ runs, view, folder, extension: context.extension }));
  bag.add(failureNotices(runs, killed, log));
  bag.add(runStatusBar(runs));
  addToTerminals(context.environmentVariableCollection, vscode.Uri.joinPath(context.extensionUri, "bin").fsPath);
  // A folder may hold thousands of runs; nobody has to wait for them.
  void runs.look().then(() => {
    subject.showFirst(runs, keptChoice(context.workspaceState));
  });
  return { runs: view.tree, density: densityTree, language };
}
