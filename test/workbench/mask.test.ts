import { copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { FrameLocator } from "playwright-core";
import { expect, test } from "vitest";
import { stream } from "../../src/core/random";
import { rootIn, runFolder } from "../../src/store/root";
import { writeSafetensors } from "../../src/store/safetensors";
import { writeSampleRuns } from "../host/sampleRuns";
import {
  inWorkbench,
  openViewContainer,
  quickInput,
  quickRow,
  runCommand,
  treeItems,
  webviewFrame,
} from "../harness/workbench";
import { enterPath, inspect } from "./maskPage";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const golden = resolve(import.meta.dirname, "../golden/checkpoints/net.safetensors");

test("a person inspects a checkpoint: its layers, a mask as a picture, and where it was after it was hidden", async ({
  task,
}) => {
  await inWorkbench(task.name, { folder: "examples" }, async ({ page, folder, screenshot }) => {
    await openViewContainer(page, "Sparse Explorer");
    copyFileSync(golden, join(folder, "net.safetensors"));
    const masks = await inspect(page, join(folder, "net.safetensors"));
    // As numpy counted them: 43 of 162, one of six filters without any, and 10 of 24.
    const options = masks.locator(".layers-list [role=option]");
    expect(await options.allTextContents()).toEqual(["conv6 × 3 × 3 × 30.265", "fc4 × 60.417"]);
    await masks.getByText("43 of 162 weights kept").waitFor();
    await masks.getByText("1 of 6 filters are dead").waitFor();
    await treeItems(page, "Layer Density").filter({ hasText: "43/162" }).waitFor();
    // Six rows of 27 weights are few enough that a cell is a weight.
    await expect.poll(() => drawn(masks)).toBe(43);
    expect(await colours(masks)).toBeGreaterThan(1);

    await masks.getByRole("listbox").focus();
    await page.keyboard.press("ArrowDown");
    await masks.getByRole("heading", { name: "Mask of fc" }).waitFor();
    await expect.poll(() => drawn(masks)).toBe(10);
    expect(await violations(masks)).toEqual([]);
    await screenshot("mask-small-dark");

    await page.keyboard.press("Control+P");
    await quickInput(page).fill("quickstart.sparse.yaml");
    await quickRow(page, "quickstart.sparse.yaml").click();
    await masks.getByRole("heading", { name: "Mask of fc" }).waitFor({ state: "hidden" });
    await page.getByRole("tab", { name: "net.safetensors" }).click();
    await masks.getByRole("heading", { name: "Mask of fc" }).waitFor();
    await expect.poll(() => drawn(masks)).toBe(10);
  });
});

test.each([
  ["light", "Default Light Modern"],
  ["high-contrast", "Default High Contrast"],
])("a large mask is looked at closer, and compared with another, in %s", async (name, theme) => {
  const settings = { "workbench.colorTheme": theme };
  await inWorkbench(`mask-${name}`, { folder: "examples", settings }, async ({ page, folder, screenshot }) => {
    const [first, second] = [join(folder, "first.safetensors"), join(folder, "second.safetensors")];
    await writeNetwork(first, 1);
    await writeNetwork(second, 2);
    const masks = await inspect(page, first);
    await masks.getByRole("option", { name: "conv2" }).click();
    await masks.getByRole("heading", { name: "Mask of conv2" }).waitFor();
    await masks.getByText("Outputs 1 to 96 of 96").waitFor();
    await screenshot(`mask-${name}`);
    const menu = masks.locator("figure[data-chart=mask] details.export");
    await menu.getByText("Export").click();
    // 96 rows of 432 columns
    await menu.getByText("41,472 cells are too many for a drawing of vectors").waitFor();
    await screenshot(`mask-too-many-${name}`);
    await menu.getByText("Export").click();

    await masks.getByRole("button", { name: "Zoom In" }).click();
    // Half of 96 rows and of 48 · 9 = 432 columns around the middle.
    await masks.getByText("Outputs 25 to 72 of 96").waitFor();
    await masks.getByText("109 to 324 of 432").waitFor();
    const canvas = masks.locator("canvas.mask");
    await canvas.focus();
    await page.keyboard.press("ArrowLeft");
    await masks.getByText("55 to 270 of 432").waitFor();
    await page.keyboard.press("+");
    await masks.getByText("Outputs 37 to 60 of 96").waitFor();
    await screenshot(`mask-zoomed-${name}`);
    await page.keyboard.press("Home");
    await masks.getByText("Outputs 1 to 96 of 96").waitFor();

    await masks.getByRole("button", { name: "Compare with…" }).click();
    await enterPath(page, second);
    await masks.getByText("Compared with second.safetensors.").waitFor();
    await masks.getByText(/Of the weights that either file keeps in conv2/).waitFor();
    expect(await masks.getByRole("table", { name: "Differences by layer" }).locator("tbody tr").count()).toBe(4);
    await expect.poll(() => colours(masks)).toBeGreaterThan(3);
    expect(await violations(masks)).toEqual([]);
    await screenshot(`mask-compared-${name}`);
    await masks
      .getByRole("heading", { name: "Density by layer, beside what schemes would give" })
      .scrollIntoViewIfNeeded();
    await screenshot(`mask-charts-${name}`);
    await masks.getByRole("table", { name: "Layers of first.safetensors" }).scrollIntoViewIfNeeded();
    await screenshot(`mask-table-${name}`);
    await masks.getByRole("button", { name: "Stop Comparing" }).click();
    await masks.getByRole("table", { name: "Differences by layer" }).waitFor({ state: "hidden" });
  });
});

test("a person sees the masks of a run by its final weights", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples" }, async ({ page, folder }) => {
    const { finished } = await writeSampleRuns(folder);
    copyFileSync(golden, join(runFolder(rootIn(folder), finished), "final.safetensors"));
    await openViewContainer(page, "Sparse Explorer");
    await treeItems(page, "Runs").filter({ hasText: "erk 0.1" }).waitFor();
    await runCommand(page, "Sparse: Show Masks");
    await quickRow(page, "erk 0.1").click();
    await webviewFrame(page)
      .getByRole("heading", { name: `${finished}/final.safetensors`, level: 1 })
      .waitFor();
    await webviewFrame(page).getByText("53 of 186 weights kept").waitFor();
  });
});

async function drawn(masks: FrameLocator): Promise<number> {
  return Number(await masks.locator("body").getAttribute("data-drawn"));
}

/** How many colours the picture has. */
function colours(masks: FrameLocator): Promise<number> {
  return masks.locator("canvas.mask").evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

async function violations(masks: FrameLocator): Promise<unknown> {
  const body = masks.locator("body");
  await body.evaluate(axe);
  return body.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
  );
}

/** Four layers, of which a seed decides the weights that are kept. */
async function writeNetwork(path: string, seed: number): Promise<void> {
  const layers = [
    { name: "conv1.weight", shape: [48, 3, 3, 3], density: 0.8 },
    { name: "conv2.weight", shape: [96, 48, 3, 3], density: 0.1 },
    { name: "conv3.weight", shape: [192, 96, 3, 3], density: 0.04 },
    { name: "fc.weight", shape: [10, 192], density: 0.5 },
  ];
  const tensors = layers.map(({ name, shape, density }) => {
    const random = stream(seed, name);
    const size = shape.reduce((product, extent) => product * extent, 1);
    const data = Float32Array.from({ length: size }, () => (random.uniform() < density ? random.normal() : 0));
    return [name, { shape, data }] as const;
  });
  await writeSafetensors(path, { tensors: new Map(tensors), metadata: {} });
}
