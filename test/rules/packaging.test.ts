import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { read, root } from "./sources";

const folders = /^(bin|media|l10n|schemas|language|docs\/problems)\/.+$/;
const programs = /^dist\/(.+\.(js|css|wasm|node|dll)|THIRD-PARTY-NOTICES\.txt)$/;
const papers = /^(package\.json|package\.nls(\.[\w-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/;

test("the VSIX is packed by an allow-list", () => {
  const patterns = read(".vscodeignore")
    .text.split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(patterns[0]).toBe("**");
  expect(patterns.slice(1).filter((pattern) => !pattern.startsWith("!"))).toEqual([]);
});

test("the VSIX holds no source, test or tool", () => {
  const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
  const listed = execFileSync(process.execPath, [vsce, "ls", "--no-dependencies"], { cwd: root, encoding: "utf8" });
  const files = listed.trim().split("\n");
  expect(files).toContain("package.json");
  expect(files.filter((file) => ![folders, programs, papers].some((allowed) => allowed.test(file)))).toEqual([]);
});
