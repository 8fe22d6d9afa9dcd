import { DOMParser } from "@xmldom/xmldom";
import { copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { inWorkbench, pick, runCommand, savedBy } from "../harness/workbench";
import { enterPath, inspect } from "./maskPage";

const golden = resolve(import.meta.dirname, "../golden/checkpoints/net.safetensors");

test("what the mask page shows is saved, found by the commands of the palette", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples", theme: "light" }, async ({ page, folder, screenshot }) => {
    const path = join(folder, "net.safetensors");
    copyFileSync(golden, path);
    const masks = await inspect(page, path);
    await masks.getByText("43 of 162 weights kept").waitFor();
    const menuOf = async (what: string, of: string) => {
      await runCommand(page, "Sparse: Export Masks…");
      await pick(page, what);
      const menu = masks.locator(`figure:has(h2:text-is("${of}")) details.export[open]`);
      await menu.waitFor();
      return menu;
    };
    const picture = await menuOf("Mask as it is shown", "Mask of conv");
    await screenshot("mask-export-light");
    const svg = (await savedBy(page, picture, "SVG", join(folder, "mask-conv.svg"))).toString();
    const drawing = new DOMParser().parseFromString(svg, "image/svg+xml");
    const cells = [...drawing.getElementsByTagName("g")[0]!.getElementsByTagName("rect")];
    // A cell is a weight, and neighbours of a row are one shape.
    expect(cells.reduce((sum, cell) => sum + Number(cell.getAttribute("width")), 0)).toBe(43);
    const png = await savedBy(page, picture, "PNG", join(folder, "mask-conv.png"));
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
    const twice = [width, height].map((side) => Math.round(2 * Number(side)));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(twice);

    const table = await menuOf("Table of all layers", "Layers of net.safetensors");
    const csv = await savedBy(page, table, "CSV", join(folder, "layer-table-net.safetensors.csv"));
    const rows = csv.toString().trim().split("\r\n");
    expect(rows.map((row) => row.split(",")[0])).toEqual(["Layer", "conv", "fc", "All layers"]);
    const fans = await menuOf("Histogram of fan-in", "Fan-in of conv");
    const bars = (await savedBy(page, fans, "CSV", join(folder, "fan-in-conv.csv"))).toString().trim().split("\r\n");
    // Of six units, one is dead.
    expect(bars.slice(1).reduce((sum, row) => sum + Number(row.split(",")[2]), 0)).toBe(6);
  });
});

test("what the buttons of the mask page do, commands do", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples" }, async ({ page, folder }) => {
    const path = join(folder, "net.safetensors");
    copyFileSync(golden, path);
    const masks = await inspect(page, path);
    await runCommand(page, "Sparse: Show Mask of Layer…");
    await pick(page, "conv");
    await masks.getByText("Outputs 1 to 6 of 6").waitFor();
    await runCommand(page, "Sparse: Zoom In on Mask");
    // Six rows are not looked at closer; of 27 columns the middle half.
    await masks.getByText("8 to 21 of 27").waitFor();
    await runCommand(page, "Sparse: Zoom Out of Mask");
    await masks.getByText("1 to 27 of 27").waitFor();
    await runCommand(page, "Sparse: Zoom In on Mask");
    await masks.getByText("8 to 21 of 27").waitFor();
    await runCommand(page, "Sparse: Show Whole Mask");
    await masks.getByText("1 to 27 of 27").waitFor();

    await runCommand(page, "Sparse: Compare Masks with…");
    await enterPath(page, path);
    await masks.getByText("Compared with net.safetensors.").waitFor();
    // All that is kept is kept in both.
    await masks.getByRole("table", { name: "Differences by layer" }).getByRole("cell", { name: "43" }).waitFor();
    await runCommand(page, "Sparse: Stop Comparing Masks");
    await masks.getByText("Compared with net.safetensors.").waitFor({ state: "hidden" });
  });
});
