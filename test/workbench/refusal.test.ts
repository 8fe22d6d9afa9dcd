import { test } from "vitest";
import { writeSampleRuns } from "../host/sampleRuns";
import {
  inWorkbench,
  notifications,
  openViewContainer,
  pick,
  runCommand,
  treeItems,
  webviewFrame,
} from "../harness/workbench";

test("in Restricted Mode runs and charts can be seen, and training is refused with a reason", async ({ task }) => {
  await inWorkbench(
    task.name,
    { folder: "examples", workspaces: "restricted" },
    async ({ page, folder, screenshot }) => {
      await writeSampleRuns(folder);
      await openViewContainer(page, "Sparse Explorer");
      await treeItems(page, "Runs").filter({ hasText: "erk 0.1" }).waitFor();
      await runCommand(page, "Sparse: Show Run");
      await pick(page, "erk 0.1");
      await webviewFrame(page).locator("body[data-drawn]").waitFor();
      await runCommand(page, "Sparse: Train Random-Pruned Model");
      const refusal = notifications(page).filter({ hasText: "Training is off in Restricted Mode" });
      await refusal.getByRole("button", { name: "Manage Workspace Trust" }).waitFor();
      await screenshot("restricted-refusal");
    },
  );
});
