import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeSafetensors } from "../../src/store/safetensors";
import { newFolder, sparse } from "./sparse";

const folder = newFolder();

/** Two units of four inputs, of which the mask keeps three weights of the first. */
async function checkpoint(): Promise<string> {
  const path = join(folder, "net.safetensors");
  const tensors = new Map([
    ["fc.weight", { shape: [2, 4], data: Float32Array.of(1, 0, 2, 3, 0, 0, 0, 0) }],
    ["mask/fc.weight", { shape: [2, 4], data: Uint8Array.of(1, 0, 1, 1, 0, 0, 0, 0) }],
    ["fc.bias", { shape: [2], data: Float32Array.of(1, 2) }],
  ]);
  await writeSafetensors(path, { tensors, metadata: {} });
  return path;
}

test("inspect --json prints exactly what it promises", async () => {
  const file = await checkpoint();
  const { code, out } = sparse("inspect", file, "--json");
  expect(code).toBe(0);
  const layer = { name: "fc.weight", shape: [2, 4], dtype: "F32", density: 0.375, kept: 3, size: 8 };
  expect(JSON.parse(out)).toEqual({
    ...{ file, format: "safetensors" },
    layers: [layer],
    total: { density: 0.375, kept: 3, size: 8 },
  });
});

test("inspect prints a table with a bar, dead filters and a line of totals", async () => {
  const { code, out } = sparse("inspect", await checkpoint());
  expect(code).toBe(0);
  // 3 of 8 is 3 and 3/4 tenths of the bar.
  expect(out).toMatch(/fc\.weight +2×4 +F32 +0\.3750 +███▊······ +3 +8 +0–3 +0–1 +1 dead filter/);
  expect(out).toMatch(/all +0\.3750 +███▊······ +3 +8/);
});

test.each([
  [
    "a file that is not there",
    "none.safetensors",
    /none\.safetensors cannot be read: there is no such file or folder\.$/,
  ],
  ["a folder", "folder.safetensors", /folder\.safetensors cannot be read: it is a folder, but a file is needed\.$/],
  ["another kind of file", "net.txt", /net\.txt is no checkpoint by its name; those end in \.safetensors/],
  [
    "a damaged file",
    "bad.safetensors",
    /is not a usable safetensors file: its header of \d+ bytes goes past its end\.$/,
  ],
])("%s is one clear sentence and exit code 2", (_, name, message) => {
  writeFileSync(join(folder, "bad.safetensors"), "no checkpoint at all");
  writeFileSync(join(folder, "net.txt"), "");
  const path = name.startsWith("folder") ? newFolderNamed(name) : join(folder, name);
  const { code, out, err } = sparse("inspect", path);
  expect(err.trim()).toMatch(message);
  expect([code, out, err.trim().split("\n").length]).toEqual([2, "", 1]);
});

function newFolderNamed(name: string): string {
  const path = join(newFolder(), name);
  mkdirSync(path);
  return path;
}
