import { basename } from "node:path";
import type { FrameLocator, Page } from "playwright-core";
import { quickInput, quickRow, runCommand, webviewFrame } from "../harness/workbench";

/** Opens the page of a file by the command, and gives it the window. */
export async function inspect(page: Page, path: string): Promise<FrameLocator> {
  await runCommand(page, "Sparse: Inspect Checkpoint Density…");
  await enterPath(page, path);
  const masks = webviewFrame(page);
  await masks.getByRole("option").first().waitFor();
  return masks;
}

/** Chooses a file in the dialog that is open. */
export async function enterPath(page: Page, path: string): Promise<void> {
  // A dialog that has not listed its folder yet would write that over the path.
  await quickRow(page, basename(path)).waitFor();
  await quickInput(page).fill(path);
  await page.keyboard.press("Enter");
}
