import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { builtinImages } from "../../src/core/data/builtin";
import { cifar10Bytes } from "../../src/core/data/cifar";
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

test("the palette trains on a folder of CIFAR-10 files found in the workspace", async ({ task }) => {
  const workspace = mkdtempSync(join(tmpdir(), "sparse-cifar-"));
  const images = join(workspace, "cifar-10-batches-bin");
  mkdirSync(images);
  writeFileSync(join(images, "data_batch_1.bin"), cifar10Bytes(builtinImages({ split: "train", seed: 1, count: 60 })));
  writeFileSync(join(images, "test_batch.bin"), cifar10Bytes(builtinImages({ split: "test", seed: 1, count: 30 })));

  await inWorkbench(task.name, { folder: workspace }, async ({ page, screenshot }) => {
    await openViewContainer(page, "Sparse Explorer");
    await runCommand(page, "Sparse: Train Random-Pruned Model");
    await quickInput(page).fill("cifar_resnet_8_4");
    await pick(page, "cifar_resnet_8_4");
    await pick(page, /^Uniformuniform/);
    await page.getByText("(3/4)").waitFor();
    await quickInput(page).fill("0.5");
    await quickRow(page, /0\.5.*keeps/)
      .first()
      .waitFor();
    await enter(page, "0.5");
    await quickRow(page, /CIFAR-10.*cifar-10-batches-bin/).waitFor();
    await screenshot("train-data");
    await pick(page, /CIFAR-10.*cifar-10-batches-bin/);
    const run = treeItems(page, "Runs").filter({ hasText: "uniform 0.5" });
    await run.filter({ hasText: "on test" }).waitFor({ timeout: 180_000 });
  });
});
