import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { machine } from "./machine";

/** Starts a headless browser; whoever asks for it closes it. */
export function startBrowser(root: string): Promise<Browser> {
  return chromium.launch({
    executablePath: machine(root, "browser"),
    // Containers run as root and have a small /dev/shm.
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

/** Writes what is on the screen to out/screenshots. */
export async function screenshot(root: string, page: Page, name: string): Promise<string> {
  const path = join(root, "out", "screenshots", `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
  return path;
}

/** Rejects when the page's process dies, which Playwright by itself would only show as a timeout. */
export function crashed(page: Page): Promise<never> {
  return new Promise((_, reject) => {
    page.once("crash", () => {
      reject(new Error("The browser page crashed."));
    });
  });
}
