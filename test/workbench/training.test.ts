import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import {
  enter,
  inWorkbench,
  openViewContainer,
  pick,
  quickInput,
  quickRow,
  runCommand,
  statusItems,
  treeItems,
  webviewFrame,
} from "../harness/workbench";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

test("a person trains a model from the palette and sees it in tree, status bar and chart", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples" }, async ({ page, screenshot, reload }) => {
    await openViewContainer(page, "Sparse Explorer");
    await runCommand(page, "Sparse: Train Random-Pruned Model");
    await quickRow(page, "./small.model.yaml").waitFor();
    await quickRow(page, "./keras/model.json").waitFor();
    await screenshot("train-model");
    await quickInput(page).fill("cifar_resnet_8_4");
    await pick(page, "cifar_resnet_8_4");
    await quickRow(page, "ERK+").waitFor();
    await screenshot("train-scheme");
    await pick(page, /^ERKerk/);

    await page.getByText("(3/4)").waitFor();
    await quickInput(page).fill("0.0001");
    await quickRow(page, "the least feasible density is").waitFor();
    await screenshot("train-density-infeasible");
    await quickInput(page).fill("0.15");
    await quickRow(page, /0\.15.*keeps [\d,]+ of [\d,]+ weights/).waitFor();
    await treeItems(page, "Layer Density").filter({ hasText: "blocks.0.conv1" }).waitFor();
    await screenshot("train-density");
    await enter(page, "0.15");
    await pick(page, "Built-in shapes");

    const run = treeItems(page, "Runs").filter({ hasText: "erk 0.15" });
    await run.waitFor();
    await statusItems(page).filter({ hasText: "erk 0.15 · epoch" }).waitFor({ timeout: 120_000 });
    const chart = webviewFrame(page);
    await expect.poll(async () => drawnPoints(chart.locator("body")), { timeout: 120_000 }).toBeGreaterThan(20);
    await screenshot("training-dark");

    // The run goes on without the window and is found again. Its chart is asked for: whether the browser has stored
    // the open tabs in time is not ours to say.
    await reload();
    await run.waitFor();
    await runCommand(page, "Sparse: Show Run");
    await pick(page, "erk 0.15");
    await expect.poll(async () => drawnPoints(chart.locator("body")), { timeout: 120_000 }).toBeGreaterThan(20);
    await run.filter({ hasText: "on test" }).waitFor({ timeout: 180_000 });
    await chart.getByText("of the test images right").waitFor();
    await screenshot("trained-dark");

    const body = chart.locator("body");
    await body.evaluate(axe);
    const violations: unknown = await body.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
    );
    expect(violations).toEqual([]);
  });
});

async function drawnPoints(body: { getAttribute(name: string): Promise<string | null> }): Promise<number> {
  return Number(await body.getAttribute("data-drawn"));
}
