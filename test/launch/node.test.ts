import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { backendFolders, backendsIn, backendsVariable } from "../../src/launch/backends";
import { findNode } from "../../src/launch/node";

/** A program that answers as a Node of that version would. */
function nodeOf(version: string): string {
  const program = join(mkdtempSync(join(tmpdir(), "sparse-node-")), "node");
  writeFileSync(program, `#!/bin/sh\necho "v${version} $0"\n`);
  chmodSync(program, 0o755);
  return program;
}

test("the Node that is set comes first, and says where it stands", async () => {
  const setting = nodeOf("24.1.0");
  expect(await findNode({ setting, fetched: nodeOf("22.1.0") })).toEqual({
    ...{ node: setting, program: setting, env: {}, version: "24.1.0", place: "setting", plain: true },
    description: `Node 24.1.0 (${setting})`,
  });
});

test("the one on the path comes before one that was fetched", async () => {
  const found = await findNode({ fetched: nodeOf("22.1.0") });
  expect(found).toMatchObject({ node: "node", place: "path", version: process.versions.node });
});

test("a Node that is set and cannot be used is an error that says what to do", async () => {
  const old = nodeOf("18.20.1");
  await expect(findNode({ setting: old })).rejects.toThrow(
    `The Node set for training, ${old}, is 18.20.1, but 20 or newer is needed.`,
  );
  await expect(findNode({ setting: "/nowhere/node" })).rejects.toThrow("cannot be run; set another one.");
});

test("packages are looked for in the folders of the environment, then beside the program", () => {
  const told = backendsIn(["", "/set", "/storage/backends/tensorflow"])[backendsVariable];
  expect(backendFolders(told, "/program")).toEqual(["/set", "/storage/backends/tensorflow", "/program"]);
  expect(backendFolders(undefined, "/program")).toEqual(["/program"]);
  process.env[backendsVariable] = "/from/the/shell";
  try {
    expect(backendsIn(["/set"])).toEqual({ [backendsVariable]: ["/set", "/from/the/shell"].join(delimiter) });
  } finally {
    Reflect.deleteProperty(process.env, backendsVariable);
  }
});
