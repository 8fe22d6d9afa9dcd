import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportObstacle, writeReport } from "../../src/store/reportFolder";

const place = () => mkdtempSync(join(tmpdir(), "sparse-report-"));
const files = { "report.html": "<html>", "charts/a.svg": "<svg>" };

test("a report takes the place of an earlier one, and nothing of that is left", async () => {
  const parent = place();
  const folder = join(parent, "report");
  expect(await reportObstacle(folder)).toBeUndefined();
  await writeReport(folder, files);
  expect(await reportObstacle(folder)).toBeUndefined();
  await writeReport(folder, { "report.html": "new" });
  expect(readdirSync(parent)).toEqual(["report"]);
  expect(readdirSync(folder).sort()).toEqual(["report.html", "report.json"]);
  expect(readFileSync(join(folder, "report.html"), "utf8")).toBe("new");
});

test("anything but an earlier report is in the way, and is named", async () => {
  const folder = place();
  expect(await reportObstacle(folder)).toBeUndefined();
  await writeReport(folder, files);
  writeFileSync(join(folder, "charts", "mine.txt"), "");
  expect(await reportObstacle(folder)).toBe(join(folder, "charts", "mine.txt"));
  const other = place();
  writeFileSync(join(other, "report.json"), '{"kind":"something"}');
  expect(await reportObstacle(other)).toBe(join(other, "report.json"));
  const file = join(place(), "file");
  writeFileSync(file, "");
  expect(await reportObstacle(file)).toBe(file);
  const link = join(place(), "link");
  symlinkSync(place(), link);
  expect(await reportObstacle(link)).toBe(link);
});

test("what has come into the folder while a report was made is not thrown away", async () => {
  const folder = join(place(), "report");
  mkdirSync(folder);
  writeFileSync(join(folder, "mine.txt"), "mine");
  await expect(writeReport(folder, files)).rejects.toThrow(`${join(folder, "mine.txt")} is no report's.`);
  expect(readdirSync(folder)).toEqual(["mine.txt"]);
  expect(readdirSync(join(folder, ".."))).toEqual(["report"]);
});

test("a report that cannot be written leaves what was there", async () => {
  const parent = place();
  const folder = join(parent, "report");
  await writeReport(folder, files);
  // A file cannot be a folder too
  await expect(writeReport(folder, { a: "", "a/b": "" })).rejects.toThrow();
  expect(readFileSync(join(folder, "charts", "a.svg"), "utf8")).toBe("<svg>");
  expect(readdirSync(parent)).toEqual(["report"]);
  mkdirSync(join(parent, "deep"));
  await writeReport(join(parent, "deep", "er", "report"), files);
  expect(readdirSync(join(parent, "deep", "er"))).toEqual(["report"]);
});
