import { copyFileSync, cpSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FrameLocator } from "playwright-core";
import { expect, test } from "vitest";
import {
  inWorkbench,
  openViewContainer,
  quickInput,
  quickRow,
  runCommand,
  treeItems,
  webviewFrame,
} from "../harness/workbench";

const example = resolve(import.meta.dirname, "../../media/example/.sparse");
const golden = resolve(import.meta.dirname, "../golden/checkpoints/net.safetensors");

test.each(["light", "dark"] as const)(
  "the whole interface is in Japanese where the editor is, in %s",
  async (theme) => {
    const options = { folder: "media/example", language: "ja", theme };
    await inWorkbench(`japanese-${theme}`, options, async ({ page, folder, screenshot }) => {
      cpSync(example, join(folder, ".sparse"), { recursive: true });
      await openViewContainer(page, "Sparse Explorer");
      const runs = treeItems(page, "実行");
      await runs.filter({ hasText: "30 件完了" }).first().waitFor();
      // Networks stand below their experiment from the start, seeds below their network once it is opened.
      await runs.nth(1).click();
      await page.keyboard.press("ArrowRight");
      await runs.filter({ hasText: "シード 3" }).first().waitFor();
      await screenshot(`japanese-runs-${theme}`);

      await page.keyboard.press("F1");
      await quickInput(page).fill(">Sparse 実行");
      await quickRow(page, "実行に星を付ける").waitFor();
      await screenshot(`japanese-palette-${theme}`);
      await page.keyboard.press("Escape");

      await runCommand(page, "Sparse: 実行を表示");
      await quickInput(page).fill("cifar_resnet_8_4 erk 0.1");
      await page.keyboard.press("Enter");
      const content = webviewFrame(page);
      await content.getByText("密な対照モデル").first().waitFor();
      await page.keyboard.press("Control+B");
      expect(await english(content)).toEqual([]);
      await screenshot(`japanese-run-${theme}`);
      await content.getByText("グラフの数値").click();
      await content.getByRole("table").last().scrollIntoViewIfNeeded();
      await screenshot(`japanese-run-tables-${theme}`);
      await page.keyboard.press("Control+W");

      await page.keyboard.press("Control+P");
      await quickInput(page).fill("example.sparse.yaml");
      await quickRow(page, "example.sparse.yaml").click();
      await page.locator(".codelens-decoration a", { hasText: "比較" }).click();
      await content.getByText("10 個のネットワークの 30 件の実行").waitFor();
      await screenshot(`japanese-experiment-${theme}`);
      await page.keyboard.press("Control+1");
      await page.keyboard.press("Control+W");
      for (const tab of ["正解率", "コスト", "表"]) {
        await content.getByRole("tab", { name: tab }).click();
        await content.locator("figure").first().waitFor();
        expect(await english(content)).toEqual([]);
        await screenshot(`japanese-results-${tab}-${theme}`);
      }
      await page.keyboard.press("Control+W");

      copyFileSync(golden, join(folder, "net.safetensors"));
      await runCommand(page, "Sparse: チェックポイントの密度を調べる…");
      // A dialog that has not listed its folder yet would write that over the path.
      await quickRow(page, "net.safetensors").waitFor();
      await quickInput(page).fill(join(folder, "net.safetensors"));
      await page.keyboard.press("Enter");
      await content.getByText("162 個の重みのうち 43 個").first().waitFor();
      expect(await english(content)).toEqual([]);
      await screenshot(`japanese-masks-${theme}`);
    });
  },
);

/** Words of the page in plain English: what else has Latin letters are names, numbers and units. */
function english(content: FrameLocator): Promise<string[]> {
  return content.locator("body").evaluate((body) => {
    const said = [...body.querySelectorAll("*")].flatMap((element) => {
      const own = [...element.childNodes]
        .filter(({ nodeType }) => nodeType === 3)
        .map((text) => text.textContent ?? "");
      return [...own, element.getAttribute("aria-label") ?? "", element.getAttribute("title") ?? ""];
    });
    return said.filter((text) => /\b(?:the|of|in|on|and|is|are|with|at|to|over|its)\b/i.test(text));
  });
}
