import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  InsertTextFormat,
  InsertTextMode,
  type CodeAction,
  type CodeLens,
  type CompletionList,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type SelectionRange,
  type SemanticTokens,
} from "vscode-languageserver/node";
import { expect, test } from "vitest";
import { sampleEvents, samplePlan, writeRun } from "../host/sampleRuns";
import { startEditor, type Editor, type EditorOptions } from "./editor";

const folder = mkdtempSync(join(tmpdir(), "sparse-server-"));
const uri = pathToFileURL(join(folder, "grid.sparse.yaml")).href;
const text = "version: 1\nmodel: cifar_resnet_20_8\nprune:\n  scheme: erk\n  density: 0.1\n# one\n# two\n";
const layers = "layers:\n  - conv: { out: 4, kernel: 3 }\n  - globalAvgPool\n  - dense: { out: classes }\n";

test("keys and values are completed in a broken text, and asked for anew with every letter", async () => {
  const editor = await opened("version: 1\nprune: { scheme: er");
  const position = { line: 1, character: 19 };
  const { isIncomplete, items } = await editor.ask<CompletionList>("textDocument/completion", uri, { position });
  expect(isIncomplete).toBe(true);
  expect(items.map(({ label }) => label)).toContain("erk_plus");
  const range = { start: { line: 1, character: 17 }, end: { line: 1, character: 19 } };
  expect(items.find(({ label }) => label === "erk")).toMatchObject({
    textEdit: { range, newText: "erk" },
    documentation: { kind: "markdown" },
  });
});

test("model files of the open folder and folders beside the document are offered as it would write them", async () => {
  const editor = await opened("version: 1\nmodel: \ndata: { format: cifar10, path: ./ }\n");
  const offered = async (line: number, character: number) => {
    const position = { line, character };
    const { items } = await editor.ask<CompletionList>("textDocument/completion", uri, { position });
    return items.map(({ label }) => label);
  };
  mkdirSync(join(folder, "models"), { recursive: true });
  writeFileSync(join(folder, "models", "wide.model.yaml"), `version: 1\n${layers}`);
  expect(await offered(1, 7)).toContain("./models/wide.model.yaml");
  expect(await offered(2, 32)).toContain("./models");
});

test("an editor without snippets gets plain text", async () => {
  const prune = async (snippets: boolean) => {
    const editor = await opened("version: 1\npru", { snippets });
    const position = { line: 1, character: 3 };
    const { items } = await editor.ask<CompletionList>("textDocument/completion", uri, { position });
    return items.find(({ label }) => label === "prune");
  };
  expect(await prune(true)).toMatchObject({ insertTextFormat: 2, textEdit: { newText: "prune:\n  $0" } });
  expect(await prune(false)).toMatchObject({ insertTextFormat: 1, textEdit: { newText: "prune:\n  " } });
});

test("what is under the pointer is explained in Markdown", async () => {
  const editor = await opened();
  const { contents, range } = await editor.ask<Hover>("textDocument/hover", uri, {
    position: { line: 3, character: 11 },
  });
  expect(range).toEqual({ start: { line: 3, character: 10 }, end: { line: 3, character: 13 } });
  expect(contents).toMatchObject({ kind: "markdown", value: expect.stringContaining("Erdős") as string });
  expect(await editor.ask("textDocument/hover", uri, { position: { line: 5, character: 3 } })).toBeNull();
});

test("a text is laid out anew by edits of its blanks", async () => {
  const editor = await opened("version:   1\nmodel: cifar_resnet_8\n");
  expect(await editor.ask("textDocument/formatting", uri, { options: { tabSize: 2, insertSpaces: true } })).toEqual([
    { range: { start: { line: 0, character: 8 }, end: { line: 0, character: 11 } }, newText: " " },
  ]);
});

test("the outline has ranges in lines and columns", async () => {
  const editor = await opened();
  const symbols = await editor.ask<DocumentSymbol[]>("textDocument/documentSymbol", uri);
  expect(symbols.map(({ name }) => name)).toEqual(["version", "model", "prune"]);
  expect(symbols[2]).toMatchObject({
    selectionRange: { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } },
    children: [{ name: "scheme" }, { name: "density", detail: "0.1" }],
  });
});

test("mappings and comments can be folded", async () => {
  const editor = await opened();
  expect(await editor.ask<FoldingRange[]>("textDocument/foldingRange", uri)).toEqual([
    { startLine: 2, endLine: 4 },
    { startLine: 5, endLine: 6, kind: "comment" },
  ]);
});

test("a selection grows from a word to the text", async () => {
  const editor = await opened();
  const positions = [{ line: 3, character: 11 }];
  const [grown] = await editor.ask<SelectionRange[]>("textDocument/selectionRange", uri, { positions });
  expect(grown?.range).toEqual({ start: { line: 3, character: 10 }, end: { line: 3, character: 13 } });
  expect(outermost(grown!)).toEqual({ start: { line: 0, character: 0 }, end: { line: 7, character: 0 } });
});

test("hints stand behind the values they are about, until they are switched off", async () => {
  const editor = await opened();
  // the run and its dense twin; 6,799 of 67,992 weights
  expect(await hints(editor)).toEqual([
    "0:10 2 runs",
    "0:10 time not measured yet",
    expect.stringMatching(/^0:10 \d+ MB of memory$/),
    "4:14 keeps 6.8 k of 68 k · 1.87 M MACs",
  ]);
  editor.setSettings({ inlayHints: { enabled: false } });
  await editor.refreshed("inlayHint");
  expect(await hints(editor)).toEqual([]);
});

test("hints are asked for again when a model has changed", async () => {
  const editor = await opened("version: 1\nmodel: ./net.model.yaml\nprune: { density: 0.5 }\n");
  const before = await hints(editor);
  editor.open(pathToFileURL(join(folder, "net.model.yaml")).href, `version: 1\n${layers}`);
  await editor.refreshed("inlayHint");
  expect((await hints(editor)).length).toBeGreaterThan(before.length);
});

test("lenses call the editor's commands and know the runs in the open folder as they are now", async () => {
  const editor = await opened();
  expect(await lenses(editor)).toEqual([
    "Run (2 runs) → sparse.experiment.run",
    "Preview densities → sparse.experiment.preview",
    "Compare (0 finished) → sparse.experiment.compare",
  ]);
  const id = await writeRun(folder, samplePlan, sampleEvents(samplePlan, 6));
  editor.runsChanged();
  await editor.refreshed("codeLens");
  expect((await lenses(editor)).slice(2)).toEqual([
    "Compare (1 finished) → sparse.experiment.compare",
    expect.stringMatching(/ → sparse.run.show$/),
  ]);
  const [, , , last] = await editor.ask<CodeLens[]>("textDocument/codeLens", uri);
  expect(last?.command?.arguments).toEqual([id]);
  editor.setSettings({ codeLens: { enabled: false } });
  await editor.refreshed("codeLens");
  expect(await lenses(editor)).toEqual([]);
});

test("a misspelt word can be mended where it stands", async () => {
  const editor = await startEditor({ folder });
  editor.open(uri, `${text}seed: [1]\nevalute: [ece]\n`);
  const [problem] = await editor.diagnostics(uri);
  const range = { start: { line: 7, character: 2 }, end: { line: 7, character: 2 } };
  const context = { diagnostics: [problem] };
  const actions = await editor.ask<CodeAction[]>("textDocument/codeAction", uri, { range, context });
  expect(actions).toMatchObject([
    {
      kind: "quickfix",
      isPreferred: true,
      diagnostics: [problem],
      edit: { changes: { [uri]: [{ range: problem!.range, newText: "seeds" }] } },
    },
  ]);
  const other = { diagnostics: [], only: ["refactor"] };
  expect(await editor.ask("textDocument/codeAction", uri, { range, context: other })).toBeNull();
});

test("an alias leads to its anchor, whose name can be changed everywhere", async () => {
  const editor = await opened("version: 1\nmodel: cifar_resnet_8\nprune: { density: &least 0.1 }\nmargin: *least\n");
  const position = { line: 3, character: 10 };
  const name = { start: { line: 2, character: 19 }, end: { line: 2, character: 24 } };
  const use = { start: { line: 3, character: 9 }, end: { line: 3, character: 14 } };
  expect(await editor.ask("textDocument/definition", uri, { position })).toMatchObject([
    { targetUri: uri, targetSelectionRange: name },
  ]);
  expect(
    await editor.ask("textDocument/references", uri, { position, context: { includeDeclaration: true } }),
  ).toMatchObject([{ range: name }, { range: use }]);
  expect(await editor.ask("textDocument/prepareRename", uri, { position })).toEqual(use);
  expect(await editor.ask("textDocument/rename", uri, { position, newName: "few" })).toEqual({
    changes: {
      [uri]: [
        { range: name, newText: "few" },
        { range: use, newText: "few" },
      ],
    },
  });
  await expect(editor.ask("textDocument/rename", uri, { position, newName: "a b" })).rejects.toThrow("a b");
});

test("a model's path leads to its file, and a folder's is a link", async () => {
  writeFileSync(join(folder, "net.model.yaml"), `version: 1\n${layers}`);
  for (const split of ["train", "val"]) {
    mkdirSync(join(folder, "pictures", split, "cat"), { recursive: true });
    writeFileSync(join(folder, "pictures", split, "cat", "1.png"), "");
  }
  const data = "data: { format: imagenet, path: ./pictures, size: 32 }";
  const editor = await opened(`version: 1\nmodel: ./net.model.yaml\n${data}\n`);
  expect(await editor.ask("textDocument/definition", uri, { position: { line: 1, character: 9 } })).toMatchObject([
    { targetUri: pathToFileURL(join(folder, "net.model.yaml")).href },
  ]);
  expect(await editor.ask("textDocument/definition", uri, { position: { line: 2, character: 35 } })).toBeNull();
  const range = { start: { line: 2, character: 32 }, end: { line: 2, character: 42 } };
  const target = pathToFileURL(join(folder, "pictures")).href;
  expect(await editor.ask("textDocument/documentLink", uri)).toEqual([{ range, target }]);
});

test("schemes and models are coloured by what they mean", async () => {
  const editor = await opened();
  const { semanticTokensProvider } = editor.initialized.capabilities;
  const { tokenTypes } = semanticTokensProvider!.legend;
  const { data } = await editor.ask<SemanticTokens>("textDocument/semanticTokens/full", uri);
  expect([data[3], data[8]].map((type) => tokenTypes[type!])).toEqual(["class", "enumMember"]);
  // each from the one before: lines, columns, length, type, modifiers
  expect(data).toEqual([1, 7, 17, data[3], 0, 2, 10, 3, data[8], 0]);
});

test("what completion inserts has its indentation, and goes on where the editor is VS Code", async () => {
  const position = { line: 2, character: 2 };
  const offered = async (editor: Editor) => {
    const { items } = await editor.ask<CompletionList>("textDocument/completion", uri, { position });
    return items.find(({ label }) => label === "optimizer");
  };
  const content = "version: 1\ntrain:\n  \n";
  expect(await offered(await opened(content))).toMatchObject({
    textEdit: { range: { start: position, end: position }, newText: "optimizer:\n    $0" },
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.asIs,
    command: { command: "editor.action.triggerSuggest" },
  });
  expect((await offered(await opened(content, { commands: false })))?.command).toBeUndefined();
});

test("an editor without our commands is offered none", async () => {
  const { initialized } = await startEditor({ commands: false });
  expect(initialized.capabilities.codeLensProvider).toBeUndefined();
});

test("a Japanese editor is answered in Japanese", async () => {
  const editor = await startEditor({ locale: "ja" });
  editor.open(uri, `${text}sedes: 1\n`);
  const [problem] = await editor.diagnostics(uri);
  expect(problem?.message).toContain("キー");
});

async function opened(content = text, options: EditorOptions = {}): Promise<Editor> {
  const editor = await startEditor({ folder, ...options });
  editor.open(uri, content);
  await editor.diagnostics(uri);
  return editor;
}

/** As `line:column words`, from 0. */
async function hints(editor: Editor): Promise<readonly string[]> {
  const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
  const all = await editor.ask<InlayHint[] | null>("textDocument/inlayHint", uri, { range });
  return (all ?? []).map(({ position: { line, character }, label }) => `${line}:${character} ${words(label)}`);
}

function words(label: InlayHint["label"]): string {
  return typeof label === "string" ? label : label.map(({ value }) => value).join("");
}

async function lenses(editor: Editor): Promise<readonly string[]> {
  const all = await editor.ask<CodeLens[] | null>("textDocument/codeLens", uri);
  return (all ?? []).map(({ command }) => `${command!.title} → ${command!.command}`);
}

function outermost({ range, parent }: SelectionRange): SelectionRange["range"] {
  return parent === undefined ? range : outermost(parent);
}
