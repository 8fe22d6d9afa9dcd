import { expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  inWorkbench,
  openViewContainer,
  pick,
  quickInput,
  runCommand,
  treeItems,
  webviewFrame,
} from "../harness/workbench";

/** Longer than any test waits, so that it is stopped and never ends by itself. */
const experiment = `
version: 1
model: cifar_resnet_8_4
data: { format: builtin, train: 400, test: 100 }
prune: { density: 0.2 }
train: { epochs: 5000 }
dense: false
`;

test("a run stops from its chart, keeps its checkpoint and is resumed there", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples" }, async ({ page, folder, screenshot }) => {
    writeFileSync(join(folder, "long.sparse.yaml"), experiment);
    await openViewContainer(page, "Sparse Explorer");
    await page.keyboard.press("Control+P");
    await quickInput(page).fill("long.sparse");
    await pick(page, "long.sparse.yaml");
    await page.getByRole("tab", { name: "long.sparse.yaml" }).waitFor();
    await runCommand(page, "Sparse: Train Experiment");

    const chart = webviewFrame(page);
    const drawn = () => chart.locator("body").getAttribute("data-drawn").then(Number);
    await expect.poll(drawn, { timeout: 120_000 }).toBeGreaterThan(50);
    await chart.getByRole("button", { name: "Stop" }).click();
    await chart.getByText("Training was stopped").waitFor();
    await treeItems(page, "Runs").filter({ hasText: "stopped in epoch" }).waitFor();
    await screenshot("stopped");
    const before = await drawn();
    await chart.getByRole("button", { name: "Resume" }).click();
    await expect.poll(drawn, { timeout: 120_000 }).toBeGreaterThan(before + 50);
    await chart.getByRole("button", { name: "Stop" }).click();
    await chart.getByText("Training was stopped").waitFor();
  });
});
