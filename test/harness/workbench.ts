import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { crashed, screenshot, startBrowser } from "./browser";
import { inCopyOf } from "./copy";
import { startServer, type Server } from "./server";
import { repeatable, trust, type Settings } from "./settings";

const root = resolve(import.meta.dirname, "../..");

export interface WorkbenchOptions {
  /** Folder, relative to the project, whose copy is opened. */
  readonly folder: string;
  readonly theme?: "light" | "dark";
  /** What VS Code says it speaks: extensions follow it. Its own words stay English, since language packs are downloads. */
  readonly language?: string;
  readonly workspaces?: "trusted" | "restricted";
  readonly settings?: Settings;
  /** Of the server, and so of what the extension starts. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A VS Code window in a browser, with the extension in it. */
export interface Workbench {
  readonly page: Page;
  /** The opened copy. */
  readonly folder: string;
  /** Writes `out/screenshots/NAME.png` and returns its path. */
  readonly screenshot: (name: string) => Promise<string>;
  /** Loads the window anew, as after closing and opening it: the server and the folder stay. */
  readonly reload: () => Promise<void>;
}

const themes = { light: "Default Light Modern", dark: "Default Dark Modern" };

/**
 * Opens a workbench, hands it to `use` and closes everything after it. A failure leaves a screenshot named after the
 * test and the server's last output.
 */
export function inWorkbench(
  test: string,
  options: WorkbenchOptions,
  use: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  return inCopyOf(resolve(root, options.folder), async (folder) => {
    const { theme = "dark", workspaces = "trusted", environment = {} } = options;
    const settings = {
      ...repeatable,
      ...trust(workspaces),
      "workbench.colorTheme": themes[theme],
      ...options.settings,
    };
    const server = await startServer({ root, settings, environment, withoutTrust: workspaces === "trusted" });
    try {
      const browser = await startBrowser(root);
      try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
        const { language } = options;
        if (language !== undefined) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = "${language}";`);
        await drive(test, page, server, folder, use);
      } finally {
        await browser.close();
      }
    } finally {
      await server.close();
    }
  });
}

async function drive(
  test: string,
  page: Page,
  server: Server,
  folder: string,
  use: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  page.setDefaultTimeout(30_000);
  const open = async () => {
    await page.goto(server.address({ folder, extension: root }));
    // The extension's contributions arrive after the workbench; a palette opened before them would never show them.
    await page.getByRole("tab", { name: "Sparse Explorer" }).waitFor();
  };
  const picture = (name: string) => screenshot(root, page, name);
  try {
    const used = open().then(() => use({ page, folder, screenshot: picture, reload: open }));
    await Promise.race([used, crashed(page)]);
  } catch (error) {
    const last = await picture(`failure-${test.replaceAll(/\W+/g, "-")}`).catch(() => "none");
    throw new Error(`${String(error)}\nScreenshot: ${last}\nServer: ${server.log().slice(-2000)}`, { cause: error });
  }
}

/**
 * Runs a command by its full title in the palette, such as "Sparse: Train Random-Pruned Model". A palette lists what
 * can be run when it opens, and closes when a view takes the focus: where an editor or view was still opening then, it is
 * opened again.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    await page.keyboard.press("F1");
    try {
      await quickInput(page).fill(`>${title}`, { timeout: 5_000 });
      await quickRow(page, title).click({ timeout: 5_000 });
      // Else the tooltip of a pick's field would come up where the click was.
      await page.mouse.move(0, 0);
      return;
    } catch (error) {
      if (tries === 6) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/** Chooses the entry with this text in an open quick pick. */
export async function pick(page: Page, text: string | RegExp): Promise<void> {
  await quickRow(page, text).click();
}

/** Types into an open quick pick or input box, and accepts. */
export async function enter(page: Page, text: string): Promise<void> {
  const input = quickInput(page);
  await input.fill(text);
  await input.press("Enter");
}

/** The text field of the palette, a quick pick or an input box. */
export function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget:visible input[type=text]");
}

/** The first row of an open quick pick that has this text. */
export function quickRow(page: Page, text: string | RegExp): Locator {
  return page
    .locator(".quick-input-widget:visible .quick-input-list .monaco-list-row")
    .filter({ hasText: text })
    .first();
}

/** Shows a view container by its title in the activity bar. */
export async function openViewContainer(page: Page, title: string): Promise<void> {
  const tab = page.getByRole("tab", { name: title });
  // A second click on the container that is shown would hide it.
  if ((await tab.getAttribute("aria-selected")) !== "true") await tab.locator("a").click();
  // Else the tab's tooltip would lie over the view.
  await page.mouse.move(0, 0);
}

/** The visible items of a tree view, by the view's name. Their aria-label is the tooltip where there is one. */
export function treeItems(page: Page, viewName: string): Locator {
  return page.getByRole("tree", { name: viewName }).getByRole("treeitem");
}

/** The content of the one open webview. */
export function webviewFrame(page: Page): FrameLocator {
  return page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
}

/** Saves by the export menu of a page to where the editor proposes to, and returns the file. */
export async function savedBy(page: Page, menu: Locator, format: string, path: string): Promise<Buffer> {
  if ((await menu.getAttribute("open")) === null) await menu.getByText("Export").click();
  await menu.getByLabel("Format").selectOption({ label: format });
  await menu.getByRole("button", { name: "Save…" }).click();
  // The dialog reads the folder first.
  await expect.poll(() => quickInput(page).inputValue(), { timeout: 30_000 }).toBe(path);
  await page.keyboard.press("Enter");
  await page
    .getByText(`${basename(path)} is saved.`)
    .first()
    .waitFor();
  return readFileSync(path);
}

/** The notifications on screen. */
export function notifications(page: Page): Locator {
  return page.locator(".notifications-toasts .notification-list-item");
}

/** The status bar's items. */
export function statusItems(page: Page): Locator {
  return page.locator(".statusbar-item");
}
