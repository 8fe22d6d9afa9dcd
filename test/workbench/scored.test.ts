import { test } from "vitest";
import {
  enter,
  inWorkbench,
  openViewContainer,
  pick,
  quickInput,
  quickRow,
  runCommand,
  treeItems,
} from "../harness/workbench";

for (const theme of ["light", "dark"] as const)
  test(`what is known before a scheme scores the weights is shown, in the ${theme} theme`, async ({ task }) => {
    await inWorkbench(task.name, { folder: "examples", theme }, async ({ page, screenshot }) => {
      await openViewContainer(page, "Sparse Explorer");
      await runCommand(page, "Sparse: Select Model Definition File…");
      await quickRow(page, "./small.model.yaml").waitFor();
      await enter(page, "cifar_resnet_20");
      const layers = treeItems(page, "Layer Density");
      await layers.filter({ hasText: "MACs" }).first().waitFor();

      await runCommand(page, "Sparse: Select Pruning Scheme…");
      await quickRow(page, "Uniform+").waitFor();
      for (let below = 0; below < 3; below++) await page.keyboard.press("ArrowDown");
      await page.getByText("GraSP ratio scores the weights when the run starts").waitFor();
      await layers.filter({ hasText: "MACs" }).first().waitFor({ state: "detached" });
      await screenshot(`scored-scheme-${theme}`);
      await pick(page, "SNIP ratio");
      await page.getByText("SNIP ratio scores the weights when the run starts").waitFor();
      await page.getByText("cifar_resnet_20 · snip_ratio 0.1 · before training").waitFor();
      await layers.filter({ hasText: "27,090/270,896" }).waitFor();
      await layers.filter({ hasText: /^conv432 weights$/ }).waitFor();
      await layers.filter({ hasText: "MACs" }).first().waitFor({ state: "detached" });
      await screenshot(`scored-layers-${theme}`);

      await runCommand(page, "Sparse: Train Random-Pruned Model");
      await quickRow(page, "./small.model.yaml").waitFor();
      await enter(page, "cifar_resnet_20");
      await quickRow(page, "Uniform+").waitFor();
      await enter(page, "SNIP ratio");
      await page.getByText("(3/4)").waitFor();
      await quickRow(page, "decided by scoring").waitFor();
      await screenshot(`scored-density-${theme}`);
      await quickInput(page).fill("7 %");
      await quickRow(page, /0\.07.*keeps 18,963 of 270,896 weights/).waitFor();
      await layers.filter({ hasText: "18,963/270,896" }).waitFor();
      await screenshot(`scored-density-typed-${theme}`);
    });
  });
