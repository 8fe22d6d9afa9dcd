import { expect, test } from "vitest";
import { chartCsv, tableCsv } from "../../src/report/csv";
import { json } from "../../src/report/json";
import { chartLatex, tableLatex } from "../../src/report/latex";
import { chartMarkdown, tableMarkdown } from "../../src/report/markdown";
import { bars, chart, table } from "./charts";

test("CSV has each point as it is drawn, to the last digit", () => {
  expect(chartCsv(chart).split("\r\n")).toEqual([
    "series,x,y,low,high,n",
    "even,0,0.8,,,",
    "even,1,0.8,,,",
    '"erk_plus, 0.1 · <b>",0.1,0.7123456789012345,0.7,0.75,3',
    '"erk_plus, 0.1 · <b>",0.2,,,,',
    '"erk_plus, 0.1 · <b>",0.5,0.9,,,',
    "raw,0.1,0.9,,,",
    "raw,0.3,0.7,,,",
    "",
  ]);
  expect(chartCsv(bars).split("\r\n").slice(1, 4)).toEqual([
    ...["ERK,0.1,0.5,0.4,0.6,2", 'ERK,"a,b",-0.25,,,', 'Uniform,"a,b",0.75,,,'],
  ]);
});

test("a table's CSV has columns for the ends of intervals and the seeds", () => {
  expect(tableCsv(table).split("\r\n")).toEqual([
    "network,seeds,Accuracy,Accuracy: low,Accuracy: high,Accuracy: n,verdict",
    "net_1 · erk 0.1,3,0.9,0.85,0.95,3,±0.5 points",
    "dense,1,0.925,,,1,",
    "",
  ]);
});

test("JSON is the chart itself, with null for a gap", () => {
  const gap = (key: string, value: unknown): unknown => (key === "y" && value === null ? NaN : value);
  expect(JSON.parse(json(chart), gap)).toEqual(chart);
  expect(JSON.parse(json(table))).toEqual(JSON.parse(JSON.stringify(table)));
});

test("Markdown has the summary, a table of words and the notes", () => {
  expect(chartMarkdown(chart, "en").split("\n").slice(0, 9)).toEqual([
    '### Accuracy & "density" \\<100 %',
    "",
    "erk\\_plus keeps 50 % of a\\|b.",
    "",
    "| series | density | accuracy (%) | 95 % interval | n |",
    "| :-- | --: | --: | --: | --: |",
    "| even | 0 | 80.00 % |  |  |",
    "| even | 1 | 80.00 % |  |  |",
    "| erk\\_plus, 0.1 · \\<b\\> | 0.1 | 71.23 % | 70.00 % to 75.00 % | 3 |",
  ]);
  expect(chartMarkdown(chart, "en").trimEnd().split("\n").at(-1)).toBe("- 1 run & no more.");
  expect(tableMarkdown(table, "ja")).toContain(
    "| net\\_1 · erk 0.1 | 3 | 90.00 % (85.00 % ～ 95.00 %) | ±0.5 points |",
  );
});

test("LaTeX has booktabs' rules, and every character that TeX takes for a command is written as itself", () => {
  const lines = tableLatex(table, "en").split("\n");
  expect(lines.slice(0, 9)).toEqual([
    "% \\usepackage{booktabs}",
    "% Paired by seed.",
    "\\begin{table}",
    "  \\centering",
    "  \\caption{Networks beside their dense twins}",
    "  \\label{tab:comparison}",
    "  \\begin{tabular}{lrrl}",
    "    \\toprule",
    "    network & seeds & Accuracy (\\%) & verdict \\\\",
  ]);
  expect(lines[10]).toBe(
    "    net\\_1 \\textperiodcentered{} erk 0.1 & 3 & 90.00 \\% (85.00 \\% to 95.00 \\%) & $\\pm$0.5 points \\\\",
  );
  expect(chartLatex({ ...chart, title: "\\{}$&#%_^~<>|" }, "en")).toContain(
    "\\textbackslash{}\\{\\}\\$\\&\\#\\%\\_\\textasciicircum{}\\textasciitilde{}\\textless{}\\textgreater{}\\textbar{}",
  );
});
