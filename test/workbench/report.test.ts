import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { reportFiles } from "../../src/report/files";
import { writeReport } from "../../src/store/reportFolder";
import { RunFeed } from "../../src/store/feed";
import { rootIn } from "../../src/store/root";
import { writeSampleRuns } from "../host/sampleRuns";
import { screenshot, startBrowser } from "../harness/browser";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = resolve(import.meta.dirname, "../..");

test("a report is readable for everybody, on a light and on a dark ground, and on paper", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sparse-report-"));
  await writeSampleRuns(folder);
  const feed = new RunFeed(rootIn(folder), Date.now);
  await feed.refresh();
  const about = { title: "samples", date: "22 November 2023", version: "0.1.0", locale: "en" } as const;
  const files = await reportFiles(feed.runs, about);
  await writeReport(join(folder, "report"), files!);
  const browser = await startBrowser(root);
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 1500 } });
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(pathToFileURL(join(folder, "report", "report.html")).href);
      // What is folded up is read too.
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      await page.evaluate(axe);
      const violations = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))",
      );
      expect(violations).toEqual([]);
      // Nothing but the page itself was asked for.
      expect(asked).toHaveLength(1);
      const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
      expect(await ground()).toBe(colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(31, 31, 31)");
      await screenshot(root, page, `report-${colorScheme}`);
      await page.emulateMedia({ media: "print" });
      expect(await ground()).toBe("rgb(255, 255, 255)");
      await page.close();
    }
  } finally {
    await browser.close();
  }
});
