import { cpSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inWorkbench, quickInput, quickRow, runCommand, webviewFrame } from "../harness/workbench";

const example = resolve(import.meta.dirname, "../../media/example");

test("a report of finished runs is written where a person says, and opens in the editor", async ({ task }) => {
  await inWorkbench(task.name, { folder: "media/example", theme: "light" }, async ({ page, folder, screenshot }) => {
    cpSync(join(example, ".sparse"), join(folder, ".sparse"), { recursive: true });
    await runCommand(page, "Sparse: Export Report…");
    await quickRow(page, "example.sparse.yaml").waitFor();
    await screenshot("report-choice");
    await quickRow(page, "example.sparse.yaml").click();
    await chooseFolder(page, folder);
    const report = join(folder, "example-report");
    await page.getByRole("button", { name: "Open as Markdown" }).waitFor();
    expect(existsSync(join(report, "charts", "accuracy-density.svg"))).toBe(true);
    expect(readFileSync(join(report, "report.html"), "utf8")).toContain("<h1>Report: example.sparse.yaml</h1>");
    await screenshot("report-written");
    await page.getByRole("button", { name: "Open as Markdown" }).click();
    await webviewFrame(page).getByRole("heading", { name: "Report: example.sparse.yaml" }).waitFor();
    await screenshot("report-markdown");
  });
});

test("the paper's experiments are copied to where a person says", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples" }, async ({ page, folder }) => {
    await runCommand(page, "Sparse: Open Paper Experiments…");
    await chooseFolder(page, folder);
    const copy = join(folder, "sparse-experiments", "experiments");
    await expect
      .poll(() => ["paper/depth", "quick/width"].map((name) => existsSync(join(copy, `${name}.sparse.yaml`))), {
        timeout: 30_000,
      })
      .toEqual([true, true]);
  });
});

/** In the editor's own dialog. */
async function chooseFolder(page: Page, folder: string): Promise<void> {
  await expect.poll(() => quickInput(page).inputValue(), { timeout: 30_000 }).toContain("/");
  await quickInput(page).fill(`${folder}/`);
  await quickInput(page).press("Enter");
}
