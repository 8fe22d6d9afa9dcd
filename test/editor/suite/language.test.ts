import { deepEqual, equal, ok } from "node:assert/strict";
import * as vscode from "vscode";
import { Languages, Links } from "../../../src/host/contributions";
import type { SparseExplorer } from "../../../src/extension";

suite("the experiment language in the editor", () => {
  test("is not started by files of other languages", async () => {
    const { language } = await explorer();
    await opened("notes.yaml", "version: 1\n");
    await opened("model.json", "{}");
    equal(language.started, false);
  });

  test("tells its files by their names", async () => {
    const names = ["a.sparse.yaml", "b.sparse.yml", "c.sparse.json", "d.model.yaml", "e.model.yml"];
    const languages: string[] = [];
    for (const name of names) languages.push((await opened(name, "version: 1\n")).languageId);
    const { experiment, model } = Languages;
    deepEqual(languages, [experiment, experiment, experiment, model, model]);
    equal((await opened("notes.yaml", "version: 1\n")).languageId, "yaml");
    equal((await opened("model.json", "{}")).languageId, "json");
  });

  test("starts with the first experiment and underlines a mistake", async () => {
    const { language } = await explorer();
    const { uri } = await opened("mistake.sparse.yaml", "version: 1\nmodel: cifar_resnet_8_4\nsedes: [1]\n");
    const [found] = await diagnostics(uri, (all) => all.length > 0);
    ok(found);
    equal(language.started, true);
    equal(found.source, "sparse");
    deepEqual(found.range, new vscode.Range(2, 0, 2, 5));
    ok(typeof found.code === "object");
    equal(found.code.value, "unknown-key");
    equal(found.code.target.path, Links.explainProblem);
  });

  test("knows a model as it stands in the editor", async () => {
    const good =
      "version: 1\nlayers:\n  - conv: { out: 4, kernel: 3 }\n  - globalAvgPool\n  - dense: { out: classes }\n";
    const model = await opened("net.model.yaml", good);
    const { uri } = await opened("net.sparse.yaml", "version: 1\nmodel: ./net.model.yaml\nprune: erk\n");
    const codes = (all: readonly vscode.Diagnostic[]) => all.map(({ code }) => typeof code === "object" && code.value);
    await diagnostics(uri, (all) => codes(all).join() === "expected-mapping");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(model.uri, new vscode.Range(2, 4, 2, 8), "convolve");
    ok(await vscode.workspace.applyEdit(edit));
    await diagnostics(uri, (all) => codes(all).includes("model-file-problem"));
    ok(model.isDirty);
    // Let go without saving: then the file itself counts.
    await vscode.window.showTextDocument(model);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await diagnostics(uri, (all) => codes(all).join() === "expected-mapping");
  });

  test("says nothing of a new document that depends on its place", async () => {
    const content = "version: 1\nmodel: ./none.model.yaml\nsedes: [1]\n";
    const document = await vscode.workspace.openTextDocument({ language: Languages.experiment, content });
    const { uri } = (await vscode.window.showTextDocument(document)).document;
    const found = await diagnostics(uri, (all) => all.length > 0);
    deepEqual(
      found.map(({ range }) => range.start.line),
      [2],
    );
  });

  test("reads a model file beside a document that is on no disk", async () => {
    const files: Readonly<Record<string, string>> = {
      "/net.sparse.yaml": "version: 1\nmodel: ./net.model.yaml\nprune: erk\n",
      "/net.model.yaml": "version: 1\nlayers: [{ convolve: { out: 4, kernel: 3 } }]\n",
    };
    const provider = vscode.workspace.registerFileSystemProvider("virtual", onlyFiles(files), { isReadonly: true });
    try {
      const uri = vscode.Uri.parse("virtual:/net.sparse.yaml");
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      const found = await diagnostics(uri, (all) => all.length > 1);
      const codes = found.map(({ code }) => typeof code === "object" && code.value);
      deepEqual(codes.sort(), ["expected-mapping", "model-file-problem"]);
    } finally {
      provider.dispose();
    }
  });
});

/** Files by their path, which nobody can change. */
function onlyFiles(files: Readonly<Record<string, string>>): vscode.FileSystemProvider {
  const text = ({ path }: vscode.Uri) => {
    const found = files[path];
    if (found === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return Buffer.from(found);
  };
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const never = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  return {
    onDidChangeFile: never.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text(uri).length }),
    readDirectory: () => [],
    readFile: text,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

async function explorer(): Promise<SparseExplorer> {
  const extension = vscode.extensions.getExtension<SparseExplorer>("sparse-explorer.sparse-explorer");
  ok(extension);
  return await extension.activate();
}

/** A file of the open folder, written and shown. */
async function opened(name: string, text: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  ok(folder);
  const uri = vscode.Uri.joinPath(folder.uri, "language", name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** The diagnostics of a document, once they are as wanted. */
function diagnostics(
  uri: vscode.Uri,
  wanted: (all: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = () => {
      const all = vscode.languages.getDiagnostics(uri);
      if (!wanted(all)) return;
      listening.dispose();
      resolve(all);
    };
    const listening = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}
