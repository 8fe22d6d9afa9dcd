import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Commands } from "../../../src/host/contributions";

const extensionId = "sparse-explorer.sparse-explorer";

test("the extension activates", async () => {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, `${extensionId} is not installed`);
  await extension.activate();
  assert.equal(extension.isActive, true);
});

test("every command of the typed table is registered", async () => {
  await vscode.extensions.getExtension(extensionId)?.activate();
  const registered = new Set(await vscode.commands.getCommands(true));
  assert.deepEqual(
    Object.values(Commands).filter((id) => !registered.has(id)),
    [],
  );
});
