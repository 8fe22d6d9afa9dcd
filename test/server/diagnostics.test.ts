import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver/node";
import { expect, test } from "vitest";
import { startEditor, type Editor } from "./editor";

const folder = mkdtempSync(join(tmpdir(), "sparse-server-"));
const experiment = fileUri("grid.sparse.yaml");
const model = fileUri("net.model.yaml");
const untitled = "untitled:Untitled-1";
const virtual = "vscode-vfs://github/owner/some%20repository/grid.sparse.yaml";

test("a problem is said with its exact place, code and page, also after CRLF and emoji", async () => {
  const editor = await startEditor();
  editor.open(experiment, "# 🌱 sparse\r\nversion: 1\r\nmodel: cifar_resnet_8_4\r\nprune: { 🌵: 1, scheme: erks }\r\n");
  const unknownScheme: unknown = expect.stringContaining('did you mean "erk"?');
  expect(await editor.diagnostics(experiment)).toEqual([
    {
      // an emoji is two UTF-16 code units
      range: { start: { line: 3, character: 9 }, end: { line: 3, character: 11 } },
      severity: 1,
      code: "unknown-key",
      codeDescription: { href: "file:///pages/unknown-key.md" },
      source: "sparse",
      message: 'There is no key "🌵" in prune. Known keys: scheme, density, sampling.',
    },
    {
      range: { start: { line: 3, character: 24 }, end: { line: 3, character: 28 } },
      severity: 1,
      code: "unknown-value",
      codeDescription: { href: "file:///pages/unknown-value.md" },
      source: "sparse",
      message: unknownScheme,
    },
  ]);
});

test("a line ends with LF, CRLF or CR", async () => {
  const editor = await startEditor();
  editor.open(experiment, "version: 1\nmodel: cifar_resnet_8_4\r\n# 🌱\r# one more comment\r\nsedes: [1]\n");
  expect(await shown(editor, experiment)).toEqual(["4:0-4:5 unknown-key"]);
});

test("an edit in the middle moves the place", async () => {
  const editor = await startEditor();
  editor.open(experiment, "version: 1\nmodel: cifar_resnet_8_4\nsedes: [1]\n");
  expect(await shown(editor, experiment)).toEqual(["2:0-2:5 unknown-key"]);
  editor.change(experiment, "# one more line\n", { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
  expect(await shown(editor, experiment)).toEqual(["3:0-3:5 unknown-key"]);
});

test("a file without a problem has none, and a closed one neither", async () => {
  const editor = await startEditor();
  editor.open(experiment, "version: 1\nmodel: cifar_resnet_8_4\n");
  expect(await shown(editor, experiment)).toEqual([]);
  editor.change(experiment, "version: 1\n");
  expect(await shown(editor, experiment)).toEqual([expect.stringContaining("missing-key")]);
  editor.close(experiment);
  expect(await shown(editor, experiment)).toEqual([]);
});

test("a file of another kind is left alone", async () => {
  const editor = await startEditor();
  const other = fileUri("other.yaml");
  editor.open(other, "version: 1\n");
  expect(await shown(editor, other)).toEqual([]);
  expect(editor.read).toEqual([]);
});

test("a text is read once, however often it is asked for and written anew", async () => {
  const editor = await startEditor();
  const text = "version: 1\nmodel: cifar_resnet_8_4\n";
  editor.open(experiment, text);
  await shown(editor, experiment);
  editor.change(experiment, text);
  await shown(editor, experiment);
  expect(editor.read).toEqual([text]);
});

test("built-in networks are kept while a text is written, and not without end", async () => {
  const editor = await startEditor();
  const write = async (widths: readonly number[]) => {
    const models = widths.map((width) => `cifar_resnet_8_${width}`).join(", ");
    editor.change(experiment, `version: 1\nmodel: [${models}]\n`);
    await shown(editor, experiment);
    return editor.networks().length;
  };
  editor.open(experiment, "version: 1\nmodel: cifar_resnet_8_4\n");
  await shown(editor, experiment);
  expect(await write([5, 6])).toBe(3);
  expect(await write(Array.from({ length: 101 }, (_, index) => index + 1))).toBe(101);
  expect(await write([5])).toBe(1);
});

test("of many changes at once, the last is read", async () => {
  const editor = await startEditor();
  editor.open(experiment, "version: 1\n");
  await shown(editor, experiment);
  for (let typed = 1; typed <= 100; typed++) editor.change(experiment, `version: 1\nmodel: cifar_resnet_8_${typed}\n`);
  expect(await shown(editor, experiment)).toEqual([]);
  expect(editor.read).toEqual(["version: 1\n", "version: 1\nmodel: cifar_resnet_8_100\n"]);
});

test("an experiment is read again when its model changes, saved or not", async () => {
  const editor = await startEditor();
  writeFileSync(join(folder, "net.model.yaml"), good);
  const text = "version: 1\nmodel: ./net.model.yaml\n";
  editor.open(experiment, text);
  expect(await shown(editor, experiment)).toEqual([]);

  editor.open(model, bad);
  expect(await shown(editor, experiment)).toEqual(["1:7-1:23 model-file-problem"]);
  editor.change(model, good);
  expect(await shown(editor, experiment)).toEqual([]);
  editor.change(model, bad);
  expect(await shown(editor, experiment)).toEqual(["1:7-1:23 model-file-problem"]);
  editor.close(model);
  expect(await shown(editor, experiment)).toEqual([]);

  writeFileSync(join(folder, "net.model.yaml"), bad);
  editor.filesChanged(fileUri("other.model.yaml"), model);
  expect(await shown(editor, experiment)).toEqual(["1:7-1:23 model-file-problem"]);
  expect(editor.read.filter((read) => read === text)).toHaveLength(6);
});

test("of a new document nothing is said that depends on where it will lie", async () => {
  const editor = await startEditor();
  editor.open(
    untitled,
    "version: 1\nmodel: ./net.model.yaml\ndata: { format: cifar10, path: ./cifar }\n",
    "sparse-experiment",
  );
  expect(await shown(editor, untitled)).toEqual([]);
  editor.change(untitled, "version: 1\nmodel: ./net.model.yaml\nsedes: 1\n");
  expect(await shown(editor, untitled)).toEqual(["2:0-2:5 unknown-key"]);
});

test("of a virtual document the model is known once the editor has sent it", async () => {
  const files = { "vscode-vfs://github/owner/some%20repository/models/net.model.yaml": bad };
  const editor = await startEditor({ files });
  editor.open(virtual, "version: 1\nmodel: models/net.model.yaml\ndata: { format: cifar10, path: ./cifar }\n");
  expect(await shown(editor, virtual)).toEqual([]);
  expect(await shown(editor, virtual)).toEqual(["1:7-1:28 model-file-problem"]);
  editor.change(virtual, "version: 1\nmodel: models/none.model.yaml\n");
  expect(await shown(editor, virtual)).toEqual([]);
  expect(await shown(editor, virtual)).toEqual(["1:7-1:29 model-file-missing"]);
});

test("of a virtual document nothing is said about a model that the editor cannot send", async () => {
  const editor = await startEditor();
  editor.open(virtual, "version: 1\nmodel: models/net.model.yaml\n");
  expect(await shown(editor, virtual)).toEqual([]);
});

test("the editor watches what open texts refer to, and nothing else", async () => {
  const editor = await startEditor();
  editor.open(experiment, "version: 1\nmodel: ./net.model.yaml\ndata: { format: cifar10, path: ./cifar }\n");
  await shown(editor, experiment);
  // Once it answers, what it asked for before has come.
  await editor.ask("textDocument/documentSymbol", experiment);
  const here = pathToFileURL(folder).href;
  const inFolder = [
    { globPattern: { baseUri: here, pattern: "cifar" } },
    { globPattern: { baseUri: fileUri("cifar"), pattern: "*" } },
  ];
  const modelFile = { globPattern: { baseUri: here, pattern: "net.model.yaml" } };
  expect([...editor.watched.values()]).toContainEqual({ watchers: [...inFolder, modelFile] });
});

test("the number of runs is said with every reading", async () => {
  const editor = await startEditor();
  editor.open(
    experiment,
    "version: 1\nmodel: cifar_resnet_8_4\nprune: { density: [0.1, 0.2] }\nseeds: [1, 2, 3]\ndense: true\n",
  );
  // 2 densities and the dense twin, with 3 seeds
  expect(await editor.summary(experiment)).toMatchObject({ text: "9 runs" });
  editor.change(experiment, "version: 1\n");
  expect(await editor.summary(experiment)).toMatchObject({ text: "runs not known" });
});

const good = "version: 1\nlayers:\n  - conv: { out: 4, kernel: 3 }\n  - globalAvgPool\n  - dense: { out: classes }\n";
const bad = good.replace("conv", "convolve");

/** The next diagnostics of a document, as `line:column-line:column code`, from 0. */
async function shown(editor: Editor, uri: string): Promise<readonly string[]> {
  return (await editor.diagnostics(uri)).map(inShort);
}

function inShort({ range: { start, end }, code }: Diagnostic): string {
  return `${start.line}:${start.character}-${end.line}:${end.character} ${String(code)}`;
}

function fileUri(name: string): string {
  return pathToFileURL(join(folder, name)).href;
}
