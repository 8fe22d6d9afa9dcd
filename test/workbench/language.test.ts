import { expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { enter, inWorkbench, quickInput, quickRow, runCommand, treeItems } from "../harness/workbench";

for (const theme of ["light", "dark"] as const)
  test(`an experiment file says what it costs and where it fails, in the ${theme} theme`, async ({ task }) => {
    await inWorkbench(task.name, { folder: "examples", theme }, async ({ page, screenshot }) => {
      await openFile(page, "width.sparse.yaml");
      await page.locator(".codelens-decoration", { hasText: "Run (45 runs)" }).waitFor();
      await page.getByText("keeps").first().waitFor();
      await screenshot(`language-file-${theme}`);

      await line(page, /scheme: \[erk/)
        .getByText("erk")
        .first()
        .hover();
      await page.locator(".monaco-hover:visible", { hasText: "Erdős–Rényi" }).waitFor();
      await screenshot(`language-hover-scheme-${theme}`);
      await line(page, /scheme: \[erk/)
        .getByText("0.1")
        .first()
        .hover();
      await page.locator(".monaco-hover:visible", { hasText: "blocks.0.conv1" }).waitFor();
      await screenshot(`language-hover-density-${theme}`);
      await page.keyboard.press("Escape");

      await typeAtEnd(page, "\nepoch: 3\n");
      await page.locator(".squiggly-error").first().waitFor();
      await page.keyboard.press("F8");
      await page.getByText('There is no key "epoch"').first().waitFor();
      await screenshot(`language-problem-${theme}`);
      await page.keyboard.press("Escape");
      await runCommand(page, "Undo");

      await typeAtEnd(page, "\ntrain: { sched");
      await page.locator(".suggest-widget:visible", { hasText: "schedule" }).waitFor();
      await screenshot(`language-completion-${theme}`);
    });
  });

test("a quick fix mends a misspelt key", async ({ task }) => {
  await inWorkbench(task.name, { folder: "examples", theme: "dark" }, async ({ page, screenshot }) => {
    await openFile(page, "quickstart.sparse.yaml");
    await typeAtEnd(page, "\nmergin: 0.5");
    await page.locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget:visible").waitFor();
    await screenshot("language-quick-fix");
    await page.keyboard.press("Enter");
    await expect.poll(() => line(page, /^margin: 0.5$/).count()).toBe(1);
  });
});

test("an experiment's densities are looked at before it is trained, and a new one begins with a question", async ({
  task,
}) => {
  await inWorkbench(task.name, { folder: "examples", theme: "light" }, async ({ page, screenshot }) => {
    await openFile(page, "width.sparse.yaml");
    await page.locator(".codelens-decoration a", { hasText: "Preview densities" }).click();
    await quickRow(page, "cifar_resnet_8_4 · uniform 0.2").waitFor();
    await screenshot("language-preview");
    await enter(page, "cifar_resnet_8_4 · uniform 0.2");
    await treeItems(page, "Layer Density").filter({ hasText: "fc" }).waitFor();

    await runCommand(page, "Sparse: New Experiment File…");
    await quickRow(page, "Does random pruning cost less the wider").waitFor();
    await screenshot("language-new-question");
    await enter(page, "wider");
    await quickRow(page, "Built-in").click();
    // What the new file has and the one that was open before it has not.
    await page.locator(".view-line", { hasText: "margin" }).waitFor();
    await page.getByText("18 runs", { exact: true }).first().waitFor();
    await screenshot("language-new-file");
  });
});

async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+P");
  await quickInput(page).fill(name);
  await quickRow(page, name).click();
  await page.getByRole("tab", { name }).waitFor();
}

/** The lines of the editor, which shows spaces as no-break ones. */
function line(page: Page, text: RegExp): Locator {
  const spaced = new RegExp(text.source.replaceAll(" ", "[ \\u00a0]"));
  return page.locator(".view-line").filter({ hasText: spaced });
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
}
