import { equal, ok } from "node:assert/strict";
import * as vscode from "vscode";
import { Commands } from "../../../src/host/contributions";
import type { SparseExplorer } from "../../../src/extension";
import { sampleEvents, samplePlan, writeRun } from "../../host/sampleRuns";

suite("runs in the editor", () => {
  test("shows a run that was made by somebody else, newest first", async () => {
    const { runs } = await explorer();
    const id = await writeRun(folder(), samplePlan, sampleEvents(samplePlan, 6));
    await until(runs.onDidChangeTreeData, () => runs.getChildren().includes(id));
    const item = runs.getTreeItem(id);
    equal(item.label, "cifar_resnet_20_8 · erk 0.1");
    equal(item.description, "78.1 % on test · seed 1");
    equal(item.contextValue, "sparse.run.completed.plain");
    const { tooltip } = await runs.resolveTreeItem(item, id);
    ok(tooltip instanceof vscode.MarkdownString && tooltip.value.includes("2 CPU threads"));
  });

  test("shows the layers of a run that is asked for, and its chart beside", async () => {
    const { runs, density } = await explorer();
    const [id] = runs.getChildren();
    const shown = until(density.onDidChangeTreeData, () => density.title.includes("erk 0.1"));
    await vscode.commands.executeCommand(Commands.showRun, id);
    await shown;
    // 22 convolutions and the classifier below the line of the whole
    equal(density.getChildren().length, 23);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    ok(tabs.some(({ label }) => label.startsWith("cifar_resnet_20_8 · erk 0.1")));
  });

  test("trains an experiment file to the end", async () => {
    const { runs } = await explorer();
    const uri = vscode.Uri.joinPath(vscode.Uri.file(folder()), "tiny.sparse.yaml");
    await vscode.workspace.fs.writeFile(uri, Buffer.from(tinyExperiment));
    await vscode.commands.executeCommand(Commands.runExperiment, uri);
    // It has a heading of its own, with its one run below.
    const [heading] = runs.getChildren();
    equal(heading, "experiment:tiny.sparse.yaml");
    const [id] = runs.getChildren(heading);
    ok(id);
    await until(runs.onDidChangeTreeData, () => runs.runsOf(id).every(({ status }) => status === "completed"));
    const { label, description } = runs.getTreeItem(id);
    equal(label, "cifar_resnet_8_4 · erk 0.3");
    ok(String(description).includes("on test"));
  });
});

const tinyExperiment = `
version: 1
model: cifar_resnet_8_4
data: { format: builtin, train: 40, test: 20 }
prune: { density: 0.3 }
train: { epochs: 1, batch: 16 }
dense: false
`;

async function explorer(): Promise<SparseExplorer> {
  const extension = vscode.extensions.getExtension<SparseExplorer>("sparse-explorer.sparse-explorer");
  ok(extension);
  return await extension.activate();
}

function folder(): string {
  const [open] = vscode.workspace.workspaceFolders ?? [];
  ok(open);
  return open.uri.fsPath;
}

/** Waits for an event after which something holds; at once where it holds already. */
function until(event: vscode.Event<unknown>, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listening = event(() => {
      if (!holds()) return;
      listening.dispose();
      resolve();
    });
    if (holds()) {
      listening.dispose();
      resolve();
    }
  });
}
