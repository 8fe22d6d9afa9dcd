import { expect, test } from "vitest";
import { layerDensity } from "../../../src/core/inspect/density";
import { differenceTable, layerTable } from "../../../src/core/inspect/tables";
import { tableCsv } from "../../../src/report/csv";
import { tableMarkdown } from "../../../src/report/markdown";

test("the layers of a file are a table, with the whole below", async () => {
  // Two units of four inputs; the first keeps three, the second none; the second input goes nowhere.
  const weight = { name: "fc.weight", shape: [2, 4], dtype: "F32" };
  const layer = await layerDensity("fc.weight", weight, [Uint8Array.of(1, 0, 1, 1, /**/ 0, 0, 0, 0)]);
  const file = { format: "npz", layers: [layer], total: { density: 0.375, kept: 3, size: 8 } };
  const table = layerTable("net.npz", file, "en");
  expect(table.id).toBe("layer-table-net.npz");
  // The only matrix is the classifier, which ERK+ would keep dense: more than 3 of 8.
  expect(tableCsv(table).split("\r\n")).toEqual([
    "Layer,Shape,Density,Kept,Weights,Dead filters,Uniform would give,ER would give,ERK would give,Least fan-in,Most fan-in,Dense fan-in,Least fan-out,Most fan-out,Dense fan-out",
    "fc,2 × 4,0.375,3,8,1,0.375,0.375,0.375,0,3,4,0,1,2",
    "All layers,,0.375,3,8,1,,,,,,,,,",
    "",
  ]);
  expect(tableMarkdown(layerTable("net.npz", file, "ja"), "ja")).toContain("### net.npz の層");
});

test("what two files keep is a table, with names of their own where they have others", () => {
  const layers = [
    { name: "fc.weight", counts: { both: 2, onlyFirst: 2, onlySecond: 1 }, overlap: 0.4, twin: "fc/kernel" },
    { name: "conv.weight" },
  ];
  const files = { first: "a.npz", second: "b.h5" };
  const table = differenceTable(files, { layers, others: 1, assumed: {} }, "en");
  expect(tableCsv(table).split("\r\n")).toEqual([
    "Layer,Overlap (both of either),Kept in both,Only in a.npz,Only in b.h5",
    "fc · fc/kernel,0.4,2,2,1",
    "conv,,,,",
    "",
  ]);
  expect(table.notes).toEqual(["1 layers are only in b.h5."]);
});
