import { DOMParser, type Document, type Element } from "@xmldom/xmldom";
import { expect, test } from "vitest";
import { defaultOptions } from "../../src/core/results/options";
import { metricCharts } from "../../src/core/results/metric";
import { tabs } from "../../src/core/results/tabs";
import type { Locale } from "../../src/core/template";
import { reportFiles, type ReportFiles } from "../../src/report/files";
import { svgOf } from "../../src/report/svg";
import { pageColours } from "../../src/report/theme";
import { chartFiles, tableFiles } from "../../webview/results/files";
import { japaneseText } from "../core/japanese";
import { dense, erk, runOf, seeds, tested } from "../core/results/runs";

const runs = [
  ...seeds(dense, [0.9, 0.9, 0.9]),
  ...seeds(erk(0.2), [0.9, 0.9, 0.9]),
  ...[1, 2, 3].map((seed) => runOf({ ...erk(0.1), seed }, [tested({ accuracy: 0.7 + seed / 100, ece: 0.1 })])),
];

async function written(locale: Locale = "en"): Promise<ReportFiles> {
  const about = { title: "a <b> & c", date: "1 May", version: "1.2.3", locale };
  return (await reportFiles(runs, about))!;
}

test("the page is well-formed, and says first what it is of and what came of the claims", async () => {
  const page = parsed((await written())["report.html"]!);
  expect(texts(page, "h1")).toEqual(["Report: a <b> & c"]);
  expect(texts(page, "h2").slice(0, 3)).toEqual([
    "What the paper claims, and what these runs say",
    "Accuracy",
    "Schemes",
  ]);
  expect(texts(page, "dd")).toContain(
    "9 runs, 3 seeds; cifar_resnet_8_4; built-in images (50 for training, 10 % of them held back for validation); 2 epochs",
  );
  // ERK 0.2 is equivalent to dense, ERK 0.1 is not
  expect(texts(page, "span").slice(0, 2)).toEqual(["undecided", "contradicted here"]);
  expect(texts(page, "p").at(-1)).toBe(
    "Nothing of these runs to show: Training, Reliability, Outliers, Robustness, Gradient flow, Cost.",
  );
});

test("the page needs nothing from outside it", async () => {
  const html = (await written())["report.html"]!;
  expect(html).not.toMatch(/<(script|link|img|iframe|a)\b|@import|url\((?!#)|\b(src|href)=/);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!).filter((id) => !id.startsWith("fill-"));
  expect(ids).toEqual([...new Set(ids)]);
});

test("pictures and numbers are just those that the results page exports", async () => {
  const files = await written();
  const [accuracy] = metricCharts(runs, defaultOptions, "en");
  const look = { theme: "light", locale: "en" } as const;
  expect(files["charts/accuracy-density.svg"]).toBe(chartFiles.svg!(accuracy!, look));
  expect(files["charts/accuracy-density.csv"]).toBe(chartFiles.csv!(accuracy!, look));
  const pictures = Object.keys(files).filter((path) => path.endsWith(".svg"));
  const exported = tabs.flatMap((tab) => tab.charts(runs, defaultOptions, "en"));
  const byPath = new Map(exported.map((chart) => [`charts/${chart.id}.svg`, chartFiles.svg!(chart, look)]));
  expect(pictures.filter((path) => files[path] !== byPath.get(path))).toEqual(["charts/ece-density.svg"]);
  const table = tabs.at(-1)!.table!(runs, defaultOptions, "en");
  expect(files["charts/comparison.csv"]).toBe(tableFiles.csv!(table, look));
});

test("the page's pictures are the same again, in the colours of the page", async () => {
  const files = await written();
  const html = files["report.html"]!;
  for (const theme of ["light", "dark"] as const) {
    const coloured = Object.entries(pageColours(theme)).reduce(
      (text, [name, value]) => text.replaceAll(`var(${name})`, value),
      html,
    );
    const [accuracy] = metricCharts(runs, defaultOptions, "en");
    expect(coloured).toContain(svgOf(accuracy!, { width: 720, height: 440, theme, locale: "en" }));
    for (const [path, svg] of Object.entries(files)) {
      if (theme === "light" && path.endsWith(".svg")) expect(coloured).toContain(svg);
    }
  }
});

test("every picture has its sentence and a table of its numbers, a long one those of the last points", async () => {
  const page = parsed((await written())["report.html"]!);
  for (const figure of all(page, "figure")) {
    expect(all(figure, "desc")[0]!.textContent).not.toBe("");
    expect(all(figure, "figcaption")[0]!.textContent).not.toBe("");
    expect(all(figure, "td").length).toBeGreaterThan(0);
  }
  const points = Array.from({ length: 250 }, (_, index) => ({
    ...{ kind: "progress", at: 0, step: index + 1, loss: 250 - index, accuracy: 0.5 },
    ...{ keptGradientNorm: 1, imagesPerSecond: 1 },
  })) as Parameters<typeof runOf>[1];
  const long = [1, 2].map((seed) => runOf({ ...erk(0.1), seed }, points));
  const planned = long.map((run) => ({ ...run, state: { ...run.state, steps: 250 } }));
  const files = await reportFiles(planned, { title: "long", date: "", version: "", locale: "en" });
  const loss = all(parsed(files!["report.html"]!), "figure")[0]!;
  // Two lines, smoothed: two rows below the heads; the file has both with what was measured behind them
  expect(all(loss, "tr")).toHaveLength(3);
  expect(texts(loss, "p")).toContain("The last point of each line; all 1000 points are in charts/training-loss.csv.");
});

test("the Markdown has the claims, and the pictures beside it", async () => {
  const files = await written();
  const text = files["report.md"]!;
  expect(text).toMatch(/^# Report: a \\<b\\> & c\n/);
  expect(text).toContain(
    "| RQ1 | A randomly pruned network is more accurate than its dense twin. | contradicted here |",
  );
  const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path!);
  expect(pictures).toEqual(Object.keys(files).filter((path) => path.endsWith(".svg")));
});

test("a report in Japanese has Japanese heads, claims and sentences", async () => {
  const page = parsed((await written("ja"))["report.html"]!);
  for (const tag of ["h1", "h2", "dt", "figcaption"]) {
    expect(texts(page, tag).filter((text) => !japaneseText.test(text ?? ""))).toEqual([]);
  }
});

test("a report that nobody waits for any more is left", async () => {
  const told: number[] = [];
  const files = await reportFiles(runs, { title: "", date: "", version: "", locale: "en" }, (done) => {
    told.push(done);
    return Promise.resolve(told.length < 2);
  });
  expect([files, told]).toEqual([undefined, [1 / 11, 2 / 11]]);
});

function parsed(html: string): Document {
  const problems: unknown[] = [];
  const parser = new DOMParser({ onError: (_, message) => problems.push(message) });
  const page = parser.parseFromString(html.replace(/^<!DOCTYPE html>\n/, ""), "text/xml");
  expect(problems).toEqual([]);
  return page;
}

function all(root: Document | Element, tag: string): Element[] {
  return Array.from(root.getElementsByTagName(tag));
}

function texts(root: Document | Element, tag: string): (string | null)[] {
  return all(root, tag).map(({ textContent }) => textContent);
}
