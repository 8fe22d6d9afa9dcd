import { equal, ok } from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { Panels } from "../../../src/host/contributions";
import { DensitySubject } from "../../../src/host/density/subject";
import { MaskPanels } from "../../../src/host/mask/panels";
import { writeSafetensors } from "../../../src/store/safetensors";

suite("mask pages that VS Code opens again", () => {
  test("a page counts the file that it has kept, and Layer Density shows it", async () => {
    const path = await checkpoint("net", [1, 0, 1, 1]);
    const { panels, subject } = parts();
    const panel = vscode.window.createWebviewPanel(Panels.masks, "", vscode.ViewColumn.Active);
    const counted = new Promise((resolve) => {
      subject.onDidChange(resolve);
    });
    await panels.deserializeWebviewPanel(panel, { path, layer: "fc.weight" });
    equal(panel.title, "net.safetensors");
    await counted;
    const shown = subject.current;
    ok(shown?.kind === "file");
    equal(shown.inspection.total.kept, 3);
    panels.dispose();
    subject.dispose();
  });

  test("a page that has kept nothing usable is closed", async () => {
    const { panels, subject } = parts();
    const panel = vscode.window.createWebviewPanel(Panels.masks, "", vscode.ViewColumn.Active);
    const closed = new Promise((resolve) => {
      panel.onDidDispose(resolve);
    });
    await panels.deserializeWebviewPanel(panel, { path: "" });
    await closed;
    equal(subject.current, undefined);
    panels.dispose();
    subject.dispose();
  });
});

function parts(): { readonly panels: MaskPanels; readonly subject: DensitySubject } {
  const extension = vscode.extensions.getExtension("sparse-explorer.sparse-explorer");
  ok(extension);
  const subject = new DensitySubject();
  return { subject, panels: new MaskPanels(subject, extension.extensionUri) };
}

/** One layer of two units and two inputs, in the open folder. */
async function checkpoint(name: string, weights: readonly number[]): Promise<string> {
  const [open] = vscode.workspace.workspaceFolders ?? [];
  ok(open);
  const path = join(open.uri.fsPath, `${name}.safetensors`);
  const tensors = new Map([["fc.weight", { shape: [2, 2], data: Float32Array.from(weights) }]]);
  await writeSafetensors(path, { tensors, metadata: {} });
  return path;
}
