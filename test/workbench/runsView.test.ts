import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { RunEvent } from "../../src/core/run/event";
import { rootIn, runFolder } from "../../src/store/root";
import { addTickets } from "../../src/store/tickets";
import { sampleEvents, samplePlanOf, writeRun } from "../host/sampleRuns";
import {
  enter,
  inWorkbench,
  openViewContainer,
  pick,
  quickInput,
  quickRow,
  runCommand,
  treeItems,
  webviewFrame,
} from "../harness/workbench";

for (const theme of ["light", "dark"] as const)
  test(`many runs can be grouped, filtered, noted, compared and deleted in ${theme}`, async ({ task }) => {
    await inWorkbench(task.name, { folder: "examples", theme }, async ({ page, folder, screenshot }) => {
      const ids = await writeRuns(folder);
      await openViewContainer(page, "Sparse Explorer");
      const items = treeItems(page, "Runs");
      // erk 0.1 of grid.sparse.yaml has three seeds, one of which failed.
      const cell = items.filter({ hasText: "2 of 3 finished, 1 failed" });
      await cell.waitFor();
      await cell.click();
      await page.keyboard.press("ArrowRight");
      await items.filter({ hasText: "seed 3" }).waitFor();
      await screenshot(`runs-grouped-${theme}`);

      await act(page, items.filter({ hasText: "seed 1" }).first(), "Star Run");
      await items.filter({ hasText: "★ seed 1" }).waitFor();
      await act(page, items.filter({ hasText: "seed 2" }).first(), "Rename Run…");
      await enter(page, "a second look");
      await items.filter({ hasText: "a second look" }).waitFor();
      const marks: unknown = JSON.parse(readFileSync(join(rootIn(folder), "marks.json"), "utf8"));
      expect(marks).toMatchObject({ runs: { [ids.seed1]: { starred: true }, [ids.seed2]: { name: "a second look" } } });

      await act(page, items.filter({ hasText: "place 2 in the queue" }), "Move to the Front of the Queue");
      await items.filter({ hasText: "erk 0.4" }).filter({ hasText: "place 1 in the queue" }).waitFor();
      await screenshot(`runs-noted-${theme}`);

      await runCommand(page, "Sparse: Filter Runs…");
      await quickInput(page).fill("density<few");
      await page.getByText("compares with no number").first().waitFor();
      await enter(page, "state:failed");
      await cell.waitFor({ state: "detached" });
      await screenshot(`runs-filtered-${theme}`);
      await runCommand(page, "Sparse: Filter Runs…");
      await enter(page, "nothing is called this");
      await page.getByRole("button", { name: "Clear Filter" }).waitFor();
      await screenshot(`runs-no-match-${theme}`);
      await page.getByRole("button", { name: "Clear Filter" }).click();
      await cell.waitFor();

      await runCommand(page, "Sparse: Sort Runs…");
      await quickRow(page, "Best test accuracy first").waitFor();
      await screenshot(`runs-sort-${theme}`);
      await pick(page, "Best test accuracy first");

      await act(page, cell, "Compare Runs");
      await webviewFrame(page).getByText("3 runs of 1 network").waitFor();
      await webviewFrame(page).locator("figure").first().waitFor();
      await screenshot(`runs-compared-${theme}`);

      await act(page, items.filter({ hasText: "uniform 0.2" }), "Delete Runs…");
      await page.getByRole("button", { name: "Move to Trash" }).click();
      // A disk behind a server has no trash.
      await page.getByRole("button", { name: "Delete Permanently" }).click();
      await items.filter({ hasText: "uniform 0.2" }).waitFor({ state: "detached" });
      expect(existsSync(runFolder(rootIn(folder), ids.doomed))).toBe(false);
      await screenshot(`runs-end-${theme}`);
    });
  });

/** Opens the context menu of a row and takes an entry. */
async function act(page: Page, row: Locator, entry: string): Promise<void> {
  await row.click({ button: "right" });
  // A menu takes no click for a moment after it has opened.
  await page.getByRole("menuitem", { name: entry }).hover();
  await page.keyboard.press("Enter");
}

/** Two experiments, runs of no file, one that failed and two that wait. */
async function writeRuns(folder: string): Promise<Readonly<Record<"seed1" | "seed2" | "doomed", string>>> {
  const write = (
    density: number,
    seed: number,
    experiment?: string,
    change: (events: RunEvent[]) => RunEvent[] = (e) => e,
  ) => {
    const plan = { ...samplePlanOf(density), seed };
    const [queued, ...rest] = sampleEvents(plan, 6);
    const asked = { ...queued!, ...(experiment !== undefined && { experiment }) } as RunEvent;
    const varied = rest.map((event) =>
      event.kind === "tested"
        ? { ...event, metrics: { ...event.metrics, accuracy: 0.72 + density / 5 + seed / 150 } }
        : event,
    );
    return writeRun(folder, plan, change([asked, ...varied]));
  };
  const failed = (events: RunEvent[]): RunEvent[] => [
    ...events.slice(0, 40),
    { kind: "finished", at: 1_700_654_409_000, outcome: "failed", reason: "The training process ended with code 134." },
  ];
  const waiting = (events: RunEvent[]) => events.slice(0, 1);
  const seed1 = await write(0.1, 1, "grid.sparse.yaml");
  const seed2 = await write(0.1, 2, "grid.sparse.yaml");
  await write(0.1, 3, "grid.sparse.yaml", failed);
  for (const seed of [1, 2, 3]) await write(0.05, seed, "grid.sparse.yaml");
  for (const seed of [1, 2]) await write(0.3, seed, "width.sparse.yaml");
  const plan = samplePlanOf(0.2, "uniform");
  const doomed = await writeRun(folder, plan, sampleEvents(plan, 6));
  const queue = [await write(0.35, 1, "width.sparse.yaml", waiting), await write(0.4, 1, "width.sparse.yaml", waiting)];
  await addTickets(
    rootIn(folder),
    queue.map((id) => ({ id, threads: 1 })),
    Date.now(),
  );
  return { seed1, seed2, doomed };
}
