import { test } from "vitest";
import { writeSampleRuns } from "../host/sampleRuns";
import { inWorkbench, openViewContainer, pick, runCommand, treeItems, webviewFrame } from "../harness/workbench";

const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
};

for (const [name, theme] of Object.entries(themes))
  test(`runs, layers and the chart of a finished run can be seen in ${theme}`, async ({ task }) => {
    const settings = { "workbench.colorTheme": theme };
    await inWorkbench(task.name, { folder: "examples", settings }, async ({ page, folder, screenshot }) => {
      await writeSampleRuns(folder);
      await openViewContainer(page, "Sparse Explorer");
      const finished = treeItems(page, "Runs").filter({ hasText: "erk 0.1" });
      await finished.click();
      await treeItems(page, "Layer Density").filter({ hasText: "blocks.0.conv1" }).first().waitFor();
      await runCommand(page, "Sparse: Show Run");
      await pick(page, "erk 0.1");
      await webviewFrame(page).locator("body[data-drawn]").waitFor();
      await page.keyboard.press("Control+B");
      await screenshot(`chart-wide-${name}`);
      await page.keyboard.press("Control+B");
      await screenshot(`views-${name}`);
      await webviewFrame(page).getByText("The charts' numbers").click();
      await webviewFrame(page).getByRole("columnheader", { name: "Dense twin, validation accuracy" }).waitFor();
      await treeItems(page, "Layer Density").filter({ hasText: "blocks.0.conv1" }).first().hover();
      await page.locator(".monaco-hover:visible").getByText("of the network's").waitFor();
      await screenshot(`details-${name}`);
    });
  });
