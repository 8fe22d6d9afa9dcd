import { cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { inWorkbench, quickInput, quickRow, runCommand, savedBy, webviewFrame } from "../harness/workbench";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const example = resolve(import.meta.dirname, "../../media/example");

const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
};

for (const [name, theme] of Object.entries(themes))
  test(`every tab of the results page draws finished runs, in ${theme}`, async ({ task }) => {
    const settings = { "workbench.colorTheme": theme };
    await inWorkbench(task.name, { folder: "media/example", settings }, async ({ page, folder, screenshot }) => {
      const results = await compare(page, folder);
      const tabs = await results.getByRole("tab").allTextContents();
      expect(tabs).toHaveLength(10);
      for (const tab of tabs) {
        await results.getByRole("tab", { name: tab }).click();
        await results.locator("figure").first().waitFor();
        expect(await results.locator("figure h2").first().textContent()).not.toBe("");
        expect(await violations(results)).toEqual([]);
        await screenshot(`results-${tab.toLowerCase().replaceAll(" ", "-")}-${name}`);
      }
    });
  });

test("what a chart draws is saved, and what a person chose is kept while the page is hidden", async ({ task }) => {
  await inWorkbench(task.name, { folder: "media/example", theme: "dark" }, async (workbench) => {
    const { page, folder, screenshot, reload } = workbench;
    const results = await compare(page, folder);
    await results.getByRole("tab", { name: "Accuracy" }).click();
    const svg = await saved(page, results, folder, "SVG");
    expect(svg.toString()).toMatch(/^<svg /);
    expect(svg.toString()).toContain("Accuracy against density");
    const png = await saved(page, results, folder, "PNG");
    // After the signature and the header's length and name stand width and height: twice those of the SVG.
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg.toString())!;
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
    const csv = (await saved(page, results, folder, "CSV")).toString();
    const rows = csv.trim().split("\n").slice(1);
    await results.getByText("The chart's numbers").click();
    expect(await results.locator("figure tbody tr").count()).toBe(rows.length);

    await results.getByText("Choose Runs").click();
    await results.getByRole("button", { name: "Choose None" }).click();
    await results.getByText("No runs are chosen. Choose some").waitFor();
    await results.getByRole("searchbox").fill("8_8 erk");
    await results.getByRole("button", { name: "Choose All Shown" }).click();
    await results.getByText("6 runs of 2 networks, and 3 dense twins").waitFor();

    // One seed less, which the other network still has.
    await results
      .getByRole("button", { name: /^Seeds of/ })
      .first()
      .click();
    await results.getByRole("checkbox", { name: "seed 1" }).uncheck();
    await results.getByText("5 runs of 2 networks, and 3 dense twins").waitFor();
    await screenshot("results-seeds");
    expect(await violations(results)).toEqual([]);

    // A hidden page is gone; it comes back with what it has kept.
    await runCommand(page, "File: New Untitled Text File");
    await results.locator("figure").first().waitFor({ state: "detached" });
    await page.getByRole("tab", { name: "Results" }).click();
    await results.getByText("5 runs of 2 networks, and 3 dense twins").waitFor();
    expect(await results.getByRole("tab", { name: "Accuracy" }).getAttribute("aria-selected")).toBe("true");
    await results.getByRole("checkbox", { name: "seed 1" }).waitFor();

    // So does one in a window that is loaded anew.
    await reload();
    await results.getByText("5 runs of 2 networks, and 3 dense twins").waitFor();
    expect(await results.getByRole("tab", { name: "Accuracy" }).getAttribute("aria-selected")).toBe("true");

    // What its buttons do stands in the palette too.
    await runCommand(page, "Sparse: Show Chart…");
    await quickRow(page, "Table").click();
    await results.locator("[role=tab][aria-selected=true]", { hasText: "Table" }).waitFor();
    await runCommand(page, "Sparse: Export Chart…");
    await quickRow(page, "LaTeX").waitFor();
    expect(await quickRow(page, "PNG").count()).toBe(0);
    await quickRow(page, "LaTeX").click();
    await expect.poll(() => quickInput(page).inputValue(), { timeout: 30_000 }).toMatch(/\.tex$/);
    await page.keyboard.press("Escape");
  });
});

/** Opens the results page on the example's thirty runs, by the lens above its file. */
async function compare(page: Page, folder: string): Promise<FrameLocator> {
  cpSync(join(example, ".sparse"), join(folder, ".sparse"), { recursive: true });
  await page.keyboard.press("Control+P");
  await quickInput(page).fill("example.sparse.yaml");
  await quickRow(page, "example.sparse.yaml").click();
  await page.locator(".codelens-decoration a", { hasText: "Compare (30 finished)" }).click();
  const results = webviewFrame(page);
  await results.locator("figure").first().waitFor();
  // The page alone, as wide as the window.
  await page.keyboard.press("Control+B");
  await page.keyboard.press("Control+1");
  await page.keyboard.press("Control+W");
  await results.getByText("30 runs of 10 networks").waitFor();
  return results;
}

/** Saves the first chart in a format where the editor proposes to, and returns the file. */
function saved(page: Page, results: FrameLocator, folder: string, format: string): Promise<Buffer> {
  const menu = results.locator("figure details.export").first();
  return savedBy(page, menu, format, join(folder, `accuracy-density.${format.toLowerCase()}`));
}

async function violations(results: FrameLocator): Promise<unknown> {
  const body = results.locator("body");
  await body.evaluate(axe);
  return body.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
  );
}
