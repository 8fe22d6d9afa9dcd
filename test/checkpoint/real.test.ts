import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inspectCheckpoint } from "../../src/checkpoint/inspect";

/** What numpy counted in files that the real tools wrote; `make.py` beside them makes both. */
const folder = "test/golden/checkpoints";
const counts = JSON.parse(readFileSync(join(folder, "counts.json"), "utf8")) as Record<string, Record<string, unknown>>;

test.each(Object.entries(counts))("%s is counted as numpy counts it", async (file, expected) => {
  const { layers } = await inspectCheckpoint(join(folder, file));
  const found = layers.map(({ name, shape, kept, size, deadFilters, fanIn, fanOut }) => {
    const ends = { fanIn: [fanIn.least, fanIn.most], fanOut: [fanOut.least, fanOut.most] };
    return [name, { shape, kept, size, deadFilters, ...ends }];
  });
  expect(Object.fromEntries(found)).toEqual(expected);
});
