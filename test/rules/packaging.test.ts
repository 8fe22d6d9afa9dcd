import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { read, root } from "./sources";

const folders = /^(bin|media|l10n|schemas|language|experiments|docs\/problems)\/.+$/;
const programs = /^dist\/(.+\.(js|css|wasm|node|dll)|webgpu\/.+\.txt|THIRD-PARTY-NOTICES\.txt)$/i;
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
  expect(files).toEqual(expect.arrayContaining(["package.json", "experiments/paper/depth.sparse.yaml"]));
  expect(files.filter((file) => ![folders, programs, papers].some((allowed) => allowed.test(file)))).toEqual([]);
});

test("of WebGPU a VSIX holds one platform's program, whatever was there before", () => {
  const folder = mkdtempSync(join(tmpdir(), "sparse-dawn-"));
  const placed = (target: string) => {
    const dawn = pathToFileURL(join(root, "scripts", "dawn.mjs")).href;
    const script = `import { placeDawn } from "${dawn}"; placeDawn("${target}", ${JSON.stringify(folder)});`;
    execFileSync(process.execPath, ["--input-type=module", "--eval", script]);
    const programs = readdirSync(folder).filter((name) => name.endsWith(".node"));
    return programs.map((name) => machineOf(readFileSync(join(folder, name))));
  };
  expect(placed("linux-x64")).toEqual(["ELF 62"]);
  expect(placed("linux-arm64")).toEqual(["ELF 183"]);
  expect(placed("win32-x64")).toEqual(["PE 34404"]);
  expect(placed("win32-arm64")).toEqual(["PE 43620"]);
  // Of Apple's machines one program serves both; the libraries of Windows are gone.
  expect(placed("darwin-arm64")).toEqual(["universal"]);
  expect(readdirSync(folder)).toEqual(["dawn.node"]);
  expect(placed("freebsd-x64")).toEqual([]);
});

/** What a program is for, by its header: the numbers of machines are those of ELF (62: x64) and PE (0x8664: x64). */
function machineOf(program: Buffer): string {
  if (program.readUInt32BE(0) === 0xcafebabe) return "universal";
  if (program.toString("latin1", 1, 4) === "ELF") return `ELF ${program.readUInt16LE(18)}`;
  return `PE ${program.readUInt16LE(program.readUInt32LE(60) + 4)}`;
}
