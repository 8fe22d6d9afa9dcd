import { buildSync } from "esbuild";
import { mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultWords } from "../../src/core/fault/fault";
import { FileRefused, Inspector, InspectorEnded } from "../../src/launch/inspector";
import { writeSafetensors } from "../../src/store/safetensors";

const root = resolve(import.meta.dirname, "../..");
const golden = (name: string) => join(root, "test/golden/checkpoints", name);
const folder = mkdtempSync(join(tmpdir(), "sparse-inspector-"));
const script = join(folder, "inspector.cjs");
const open: Inspector[] = [];

beforeAll(() => {
  const entryPoints = [join(root, "src/inspector/main.ts")];
  buildSync({ entryPoints, outfile: script, bundle: true, platform: "node", external: ["h5wasm"], logLevel: "silent" });
});

afterAll(() => {
  for (const each of open) each.close();
});

test("a process counts what a file keeps, and tells how far it is", async () => {
  const told: number[] = [];
  const { format, layers, total } = await started().inspect(golden("net.safetensors"), (done, all) => {
    told.push(done / all);
  });
  // As numpy counted them: counts.json.
  expect(format).toBe("safetensors");
  expect(layers.map(({ name, kept, size, deadFilters }) => [name, kept, size, deadFilters])).toEqual([
    ["conv.weight", 43, 162, 1],
    ["fc.weight", 10, 24, 0],
  ]);
  expect(total).toEqual({ density: 53 / 186, kept: 53, size: 186 });
  expect(told.at(-1)).toBe(1);
});

test("a layer travels as a picture, whole or a part of it", async () => {
  const path = await checkpoint("drawn", [1, 0, 0, 1, /**/ 0, 0, 1, 1]);
  const inspector = started();
  const whole = await inspector.draw(path, undefined, { layer: "fc.weight", width: 9, height: 9 });
  expect(whole).toMatchObject({ rows: 2, columns: 4, width: 4, height: 2 });
  expect(planes(whole.planes)).toEqual({ kept: [255, 0, 0, 255, 0, 0, 255, 255] });
  const window = { top: 1, left: 1, rows: 1, columns: 3 };
  const part = await inspector.draw(path, undefined, { layer: "fc.weight", window, width: 9, height: 9 });
  expect(part.window).toEqual(window);
  expect(planes(part.planes)).toEqual({ kept: [0, 255, 255] });
});

test("two files are laid over each other, in numbers and as a picture", async () => {
  const first = await checkpoint("first", [1, 1, 0, 0, /**/ 0, 0, 1, 1]);
  const second = await checkpoint("second", [1, 0, 0, 1, /**/ 0, 0, 1, 0]);
  const inspector = started();
  // Kept in both: 2; only in the first: 2; only in the second: 1; so 2 of 5 are common.
  const counts = { both: 2, onlyFirst: 2, onlySecond: 1 };
  expect(await inspector.compare(first, second)).toEqual({
    layers: [{ name: "fc.weight", counts, overlap: 0.4 }],
    others: 0,
    assumed: {},
  });
  const picture = await inspector.draw(first, second, { layer: "fc.weight", width: 9, height: 9 });
  expect(planes(picture.planes)).toEqual({
    both: [255, 0, 0, 0, 0, 0, 255, 0],
    onlyFirst: [0, 255, 0, 0, 0, 0, 0, 255],
    onlySecond: [0, 0, 0, 255, 0, 0, 0, 0],
  });
});

test("a file that is written anew is drawn anew, and so is another layer", async () => {
  const path = await checkpoint("again", [1, 0, 0, 0, /**/ 0, 0, 0, 0]);
  const inspector = started();
  const draw = async () => planes((await inspector.draw(path, undefined, asked)).planes).kept;
  const asked = { layer: "fc.weight", width: 9, height: 9 };
  expect(await draw()).toEqual([255, 0, 0, 0, 0, 0, 0, 0]);
  await checkpoint("again", [0, 0, 0, 0, /**/ 0, 0, 0, 1]);
  utimesSync(path, 1, 1);
  expect(await draw()).toEqual([0, 0, 0, 0, 0, 0, 0, 255]);
  await expect(inspector.draw(path, undefined, { ...asked, layer: "none" })).rejects.toThrow("it holds no layer none.");
});

test("layers of other names or shapes are not compared", async () => {
  const first = await checkpoint("mine", [1, 0, 0, 1, 0, 0, 1, 1]);
  const { layers, others } = await started().compare(first, golden("net.safetensors"));
  expect([layers, others]).toEqual([[{ name: "fc.weight" }], 1]);
});

test("a file that cannot be used is refused in one sentence that names it, whichever of two it is", async () => {
  const bad = join(folder, "bad.safetensors");
  writeFileSync(bad, "no checkpoint at all");
  const good = golden("net.safetensors");
  const inspector = started();
  const sentence =
    /^\S*bad\.safetensors is not a usable safetensors file: its header of \d+ bytes goes past its end\.$/;
  await expect(inspector.inspect(bad)).rejects.toThrow(sentence);
  await expect(inspector.compare(good, bad)).rejects.toThrow(sentence);
  await expect(inspector.compare(good, join(folder, "none.npz"))).rejects.toThrow(
    /none\.npz cannot be read: there is no such file or folder\.$/,
  );
});

test("why a file is refused can be said in the language of who reads it", async () => {
  const error: unknown = await started()
    .inspect(join(folder, "none.npz"))
    .catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(FileRefused);
  if (error instanceof FileRefused) {
    expect(faultWords(error.refusal, "ja")).toMatch(
      /none\.npz を読めません: そのようなファイルやフォルダーはありません。$/,
    );
  }
});

test("a process that dies is said to have ended, and the next question starts another", async () => {
  const dying = join(folder, "dying.cjs");
  writeFileSync(dying, "process.on('message', () => process.kill(process.pid, 'SIGKILL'));");
  const inspector = started(dying);
  await expect(inspector.inspect("a.npy")).rejects.toThrow(InspectorEnded);
  await expect(inspector.inspect("a.npy")).rejects.toThrow("SIGKILL");
});

test("closing ends the process in the middle of its work", async () => {
  const silent = join(folder, "silent.cjs");
  writeFileSync(silent, "process.on('message', () => {});");
  const inspector = started(silent);
  const asked = inspector.inspect("a.npy");
  inspector.close();
  await expect(asked).rejects.toThrow(InspectorEnded);
  await expect(inspector.inspect("a.npy")).rejects.toThrow(InspectorEnded);
});

function started(program = script): Inspector {
  const inspector = new Inspector(program);
  open.push(inspector);
  return inspector;
}

/** Two units of four inputs. */
async function checkpoint(name: string, weights: readonly number[]): Promise<string> {
  const path = join(folder, `${name}.safetensors`);
  const tensors = new Map([["fc.weight", { shape: [2, 4], data: Float32Array.from(weights) }]]);
  await writeSafetensors(path, { tensors, metadata: {} });
  return path;
}

function planes(all: readonly { readonly part: string; readonly shares: string }[]) {
  return Object.fromEntries(all.map(({ part, shares }) => [part, [...Buffer.from(shares, "base64")]]));
}
