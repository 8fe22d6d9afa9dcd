import { mkdtempSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { InspectorAnswer } from "../../src/core/inspect/inspector";
import { stream } from "../../src/core/random";
import { answerer } from "../../src/inspector/answer";
import { drawer } from "../../src/inspector/draw";
import { writeSafetensors } from "../../src/store/safetensors";

const golden = (name: string) => resolve(import.meta.dirname, "../golden/checkpoints", name);
const folder = mkdtempSync(join(tmpdir(), "sparse-answer-"));

test.each(["net.weights.h5", "net.keras"])(
  "the same network of PyTorch's order and of Keras's, %s, has the same masks",
  async (name) => {
    const [torch, keras] = [golden("net.safetensors"), golden(name)];
    const { layers, others, assumed } = await compared(torch, keras);
    // As numpy counted them: 43 of 162 and 10 of 24. Keras has names of its own, so its layers are known by their extents.
    expect(layers.map(({ counts, overlap }) => [counts, overlap])).toEqual([
      [{ both: 43, onlyFirst: 0, onlySecond: 0 }, 1],
      [{ both: 10, onlyFirst: 0, onlySecond: 0 }, 1],
    ]);
    expect(layers.every(({ twin }) => twin !== undefined)).toBe(true);
    expect(others).toBe(0);
    expect(assumed).toEqual({ first: "PyTorch", ...(name.endsWith(".h5") && { second: "Keras" }) });
    for (const held of [2 ** 26, 0]) {
      const { planes } = await drawer(held)(torch, keras, { layer: "conv.weight", width: 27, height: 6 });
      expect(planes.map(({ part, shares }) => [part, filled(shares)])).toEqual([
        ["both", 43],
        ["onlyFirst", 0],
        ["onlySecond", 0],
      ]);
    }
  },
);

test("a mask that is too large to be held is read for every picture, and looks the same", async () => {
  const [first, second] = [await random("first", 1), await random("second", 2)];
  const window = { top: 3, left: 4, rows: 17, columns: 41 };
  for (const asked of [
    { layer: "conv.weight", width: 13, height: 7 },
    { layer: "conv.weight", width: 13, height: 7, window },
  ]) {
    expect(await drawer(0)(first, undefined, asked)).toEqual(await drawer()(first, undefined, asked));
    expect(await drawer(0)(first, second, asked)).toEqual(await drawer()(first, second, asked));
  }
});

test("only the first look at a layer reads the file", async () => {
  const [path, draw] = [await random("looked", 3), drawer()];
  const asked = { layer: "conv.weight", width: 13, height: 7 };
  const then = new Date("2026-01-01");
  utimesSync(path, then, then);
  const whole = await draw(path, undefined, asked);
  // What lies in the file now is no checkpoint, but has the length and the time of the one that was read.
  writeFileSync(path, "!".repeat(statSync(path).size));
  utimesSync(path, then, then);
  expect(await draw(path, undefined, asked)).toEqual(whole);
  await expect(draw(path, undefined, { ...asked, layer: "fc.weight" })).rejects.toThrow("looked.safetensors");
  await expect(draw(path, undefined, asked)).rejects.toThrow("looked.safetensors");
});

async function compared(path: string, second: string) {
  const answer = await new Promise<InspectorAnswer>((settle) => {
    void answerer()({ kind: "compare", call: 0, path, second }, (told) => {
      if (told.kind !== "progress") settle(told);
    });
  });
  if (answer.kind !== "compare") throw new Error(JSON.stringify(answer));
  return answer.result;
}

function filled(shares: string): number {
  return Buffer.from(shares, "base64").filter((share) => share > 0).length;
}

/** 24 filters of 5 channels and 3 × 3 positions, a third of them kept. */
async function random(name: string, seed: number): Promise<string> {
  const path = join(folder, `${name}.safetensors`);
  const next = stream(seed, name);
  const data = Float32Array.from({ length: 24 * 5 * 9 }, () => (next.uniform() < 1 / 3 ? 1 : 0));
  await writeSafetensors(path, { tensors: new Map([["conv.weight", { shape: [24, 5, 3, 3], data }]]), metadata: {} });
  return path;
}
