import { test } from "vitest";
import { inWorkbench, notifications, pick, quickInput, quickRow, runCommand } from "../harness/workbench";

/** Neither a registry that answers nor a GPU, whatever this machine has. */
const nothing = {
  ...{ npm_config_registry: "http://127.0.0.1:1/", npm_config_fetch_retries: "0" },
  VK_ICD_FILENAMES: "/nowhere.json",
};

test.each(["dark", "light"] as const)("a person chooses what to train on, in %s", async (theme) => {
  const options = { folder: "examples", theme, environment: nothing };
  await inWorkbench(`backend-${theme}`, options, async ({ page, screenshot }) => {
    await runCommand(page, "Sparse: Select Compute Backend");
    await quickRow(page, "Automatic").filter({ hasText: "in use" }).waitFor();
    await quickRow(page, "sparse · works").waitFor();
    await quickRow(page, "webgpu · does not work here").filter({ hasText: "WebGPU found no adapter" }).waitFor();
    await quickRow(page, "tensorflow · does not work here").filter({ hasText: "is not installed" }).waitFor();
    await screenshot(`backend-${theme}`);
    await pick(page, "Sparse engine on the CPU");
    await quickInput(page).waitFor({ state: "hidden" });

    await runCommand(page, "Sparse: Select Compute Backend");
    await quickRow(page, "sparse · works · in use").waitFor();
    await quickRow(page, /Node \d+\.\d+\.\d+/).waitFor();
    await pick(page, "Install TensorFlow GPU Backend…");
    const question = page.getByRole("dialog").filter({ hasText: "Install the TensorFlow GPU Backend?" });
    await question.getByRole("button", { name: "Install" }).waitFor();
    await screenshot(`backend-install-${theme}`);
    await question.getByRole("button", { name: "Install" }).click();
    await notifications(page)
      .filter({ hasText: "npm could not get @tensorflow/tfjs-node-gpu from 127.0.0.1:1 (ECONNREFUSED)" })
      .waitFor();
    await screenshot(`backend-unreachable-${theme}`);

    // Nothing is under way any more, whether the message was closed or not.
    await runCommand(page, "Sparse: Install TensorFlow GPU Backend");
    await question.getByRole("button", { name: "Cancel" }).click();
    await runCommand(page, "Sparse: Get Node for Training");
    await notifications(page)
      .filter({ hasText: /Node [\d.]+ trains already \(.+\); none has to be fetched/ })
      .waitFor();
  });
});
