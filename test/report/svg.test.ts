import { DOMParser, type Element } from "@xmldom/xmldom";
import { expect, test } from "vitest";
import type { ChartModel } from "../../src/core/chart/model";
import { svgOf, type PictureOptions } from "../../src/report/svg";
import { bars, chart } from "./charts";

const options: PictureOptions = { width: 640, height: 400, theme: "light", locale: "en" };

test("the points of a line stand where the ticks say", () => {
  const svg = parsed(chart);
  const [x, y] = [axis(svg, "x axis", 0), axis(svg, "y axis", 1)];
  const marks = all(groupOf(svg, "erk_plus, 0.1 · <b>"), "path").filter(
    (mark) => mark.getAttribute("class") === "mark",
  );
  const drawn = marks.map((mark) => place(mark.getAttribute("transform")!));
  expect(drawn.map(([left, top]) => [x(left), 0.01 * y(top)])).toEqual([
    [near(0.1), near(0.7123456789)],
    [near(0.5), near(0.9)],
  ]);
  const ends = intervalOf(svg, "erk_plus, 0.1 · <b>").map((top) => 0.01 * y(top));
  expect(ends).toEqual([near(0.75), near(0.7)]);
});

test("a line lifts its pen at a gap, and a guide is thin and grey", () => {
  const svg = parsed(chart);
  const line = all(groupOf(svg, "erk_plus, 0.1 · <b>"), "path")[0]!;
  expect(line.getAttribute("d")!.match(/M/g)).toHaveLength(2);
  expect(all(groupOf(svg, "even"), "path")[0]!.getAttribute("stroke-width")).toBe("1");
});

test("bars stand on zero beside each other, at the height of their values", () => {
  const svg = parsed(bars);
  const y = axis(svg, "y axis", 1);
  const boxes = (label: string) =>
    all(groupOf(svg, label), "rect").map((box) => {
      const [left, top, width, height] = ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
      return { left: left!, right: left! + width!, ends: [0.01 * y(top!), 0.01 * y(top! + height!)] };
    });
  const [first, second] = boxes("ERK");
  const [uniform] = boxes("Uniform");
  expect([first!.ends, second!.ends, uniform!.ends]).toEqual([
    [near(0.5), near(0)],
    [near(0), near(-0.25)],
    [near(0.75), near(0)],
  ]);
  expect(uniform!.left).toBeCloseTo(second!.right, 1);
});

test("an interval of shares ends at 100 %, and so does its axis", () => {
  const points = [{ x: 0.1, y: 0.9, low: 0.7, high: 1.3, n: 3 }];
  const svg = parsed({ ...chart, series: [{ label: "ERK", slot: 0, kind: "line", points }] });
  const y = axis(svg, "y axis", 1);
  expect(intervalOf(svg, "ERK").map((top) => 0.01 * y(top))).toEqual([near(1), near(0.7)]);
  const ticks = all(groupsOf(svg, "y axis")[0]!, "text").map(({ textContent }) => textContent);
  expect(ticks).toContain("100");
  expect(ticks).not.toContain("105");
  expect(ticks).not.toContain("110");
});

test("texts are text, and what XML would take for mark-up is escaped", () => {
  const svg = parsed(chart);
  const texts = all(svg, "text").map(({ textContent }) => textContent);
  expect(texts).toEqual(
    expect.arrayContaining([chart.title, "density", "accuracy (%)", "even", "erk_plus, 0.1 · <b>"]),
  );
  expect(texts).not.toContain("raw");
  expect(all(svg, "title")[0]!.textContent).toBe(chart.title);
  expect(all(svg, "desc")[0]!.textContent).toBe(`${chart.summary} 1 run & no more.`);
});

test("a picture has the size asked for, and stays small whatever is in it", () => {
  const points = Array.from({ length: 20_000 }, (_, index) => ({ x: index / 2e4, y: Math.sin(index) }));
  const series = Array.from({ length: 100 }, (_, slot) => ({
    label: `line ${slot}`,
    slot,
    kind: "line" as const,
    points,
  }));
  const svg = parsed({ ...chart, series });
  expect(["width", "height", "viewBox"].map((name) => svg.getAttribute(name))).toEqual(["640", "400", "0 0 640 400"]);
  // Four points a column of less than 640, in some ten characters each
  expect(all(groupOf(svg, "line 0"), "path")[0]!.getAttribute("d")!.length).toBeLessThan(4 * 640 * 16);
  const texts = all(svg, "text").map(({ textContent }) => textContent);
  const entries = texts.filter((text) => text?.startsWith("line ")).length;
  expect(texts).toContain(`and ${100 - entries} more`);
});

test("a chart without series says why", () => {
  const texts = all(parsed({ ...chart, series: [] }), "text").map(({ textContent }) => textContent);
  expect(texts).toContain(chart.summary);
});

test("an axis of logarithms has round ticks, and leaves out what it cannot show", () => {
  const points = [0.001, 0, 0.1, 10].map((y, x) => ({ x, y }));
  const y = { ...chart.y, scale: "log", format: "number" } as const;
  const svg = parsed({ ...chart, y, series: [{ label: "norms", slot: 0, kind: "line", points }] });
  const labels = all(groupsOf(svg, "y axis")[0]!, "text").map(({ textContent }) => textContent);
  expect(labels).toEqual(["0.001", "0.01", "0.1", "1", "10", "accuracy (%)"]);
  expect(all(groupOf(svg, "norms"), "path").filter((mark) => mark.getAttribute("class") === "mark")).toHaveLength(3);
});

test("names of many layers are turned and so many left out that none touches another", () => {
  const categories = Array.from({ length: 112 }, (_, index) => `blocks.${index}.conv1`);
  const points = categories.map((_, x) => ({ x, y: 0.1 }));
  const svg = parsed({
    ...chart,
    x: { ...bars.x, categories },
    series: [{ label: "ERK", slot: 0, kind: "bars", points }],
  });
  const names = all(groupsOf(svg, "x axis")[0]!, "text").filter(({ textContent }) => textContent!.startsWith("b"));
  const lefts = names.map((name) => place(name.getAttribute("transform")!)[0]);
  // Lines of 11 px at 40°, so 17 px apart
  for (const [index, left] of lefts.slice(1).entries()) expect(left - lefts[index]!).toBeGreaterThan(17);
  expect(names.length).toBeGreaterThan(20);
});

test("one value, one category and huge values have axes too", () => {
  for (const points of [[{ x: 0, y: 0 }], [{ x: 5, y: 1e300 }], [{ x: 0, y: 1e-300, low: 1e-300, high: 1e-300 }]]) {
    for (const scale of ["linear", "log", "category"] as const) {
      const x = { title: "x", scale, format: "number", ...(scale === "category" && { categories: ["a"] }) } as const;
      for (const kind of ["line", "points", "bars", "steps", "band", "guide"] as const) {
        const text = svgOf({ ...chart, x, series: [{ label: "a", slot: 1, kind, points }] }, options);
        expect(text).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  }
});

test("a small picture is drawn like this", async () => {
  const series = chart.series.slice(0, 2);
  const small = svgOf({ ...chart, series }, { ...options, width: 320, height: 240, theme: "dark" });
  await expect(small.replaceAll("><", ">\n<")).toMatchFileSnapshot("small.svg");
});

function parsed(model: ChartModel): Element {
  const problems: unknown[] = [];
  const parser = new DOMParser({ onError: (_, message) => problems.push(message) });
  const root = parser.parseFromString(svgOf(model, options), "image/svg+xml").documentElement;
  expect(problems).toEqual([]);
  return root!;
}

function all(root: Element, tag: string): Element[] {
  return Array.from(root.getElementsByTagName(tag));
}

function groupsOf(svg: Element, name: string): Element[] {
  return all(svg, "g").filter((group) => group.getAttribute("class") === name);
}

function groupOf(svg: Element, label: string): Element {
  return all(svg, "g").find((group) => group.getAttribute("data-series") === label)!;
}

/** How high the ends of the first interval of a series are, in pixels. */
function intervalOf(svg: Element, label: string): number[] {
  const interval = all(groupOf(svg, label), "path").find((one) => one.getAttribute("class") === "interval");
  return [...interval!.getAttribute("d")!.matchAll(/M[\d.]+ ([\d.]+)h6/g)].map(([, top]) => Number(top));
}

function place(transform: string): [number, number] {
  const [left, top] = [...transform.matchAll(/-?[\d.]+/g)].map(([number]) => Number(number));
  return [left!, top!];
}

/** What a pixel stands for, by the first and last tick of an axis as a reader would read them. */
function axis(svg: Element, name: string, of: 0 | 1): (pixel: number) => number {
  const group = groupsOf(svg, name)[0]!;
  const ticks = all(group, "text").filter((text) => /^[\d.−]+$/.test(text.textContent ?? ""));
  const values = ticks.map(({ textContent }) => Number(textContent!.replace("−", "-")));
  const lines = all(group, "path").map((path) => place(path.getAttribute("d")!));
  // The line of the x axis itself comes before those of its ticks.
  const pixels = (of === 0 ? lines.slice(1) : lines).map((at) => at[of]);
  expect(pixels).toHaveLength(values.length);
  const [first, last] = [pixels[0]!, pixels.at(-1)!];
  return (pixel) => values[0]! + ((pixel - first) * (values.at(-1)! - values[0]!)) / (last - first);
}

/** To the hundredth of a pixel that a picture is drawn to. */
function near(value: number): unknown {
  return expect.closeTo(value, 3);
}
