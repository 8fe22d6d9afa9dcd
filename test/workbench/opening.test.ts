import { test } from "vitest";
import { inWorkbench, openViewContainer, quickInput, quickRow, statusItems } from "../harness/workbench";

for (const theme of ["light", "dark"] as const)
  test(`a folder without runs says how to begin, in the ${theme} theme`, async ({ task }) => {
    await inWorkbench(task.name, { folder: "examples", theme }, async ({ page, screenshot }) => {
      await openViewContainer(page, "Sparse Explorer");
      await page.getByText("Nothing has been trained in this folder yet").waitFor();
      await page.getByRole("button", { name: "Select Pruning Scheme…" }).first().waitFor();
      await statusItems(page).filter({ hasText: "Activating Extensions" }).waitFor({ state: "hidden" });
      await screenshot(`empty-${theme}`);
    });
  });

test("the palette offers the commands under Sparse", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples" }, async ({ page }) => {
    await page.keyboard.press("F1");
    // There are more than the list has room for.
    for (const title of ["Train Random-Pruned Model", "Select Model Definition File…", "Compare Runs"]) {
      await quickInput(page).fill(`>Sparse: ${title}`);
      await quickRow(page, `Sparse: ${title}`).waitFor();
    }
  });
});

test("an untrusted folder opens in Restricted Mode and says that training is off", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples", workspaces: "restricted" }, async ({ page, screenshot }) => {
    await statusItems(page).filter({ hasText: "Restricted Mode" }).waitFor();
    await openViewContainer(page, "Sparse Explorer");
    await page.getByText("training is off in Restricted Mode").waitFor();
    await screenshot("restricted");
  });
});
