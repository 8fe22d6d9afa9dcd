import { expect, test } from "vitest";
import type { ChartModel, Series } from "../../src/core/chart/model";
import { isCrowded, joined, thinLines } from "../../webview/results/lines";

const wave = (label: string, count: number): Series => ({
  label,
  slot: 0,
  kind: "line",
  points: Array.from({ length: count }, (_, x) => ({ x, y: Math.sin(x * x) })),
});

test("a chart of more points or lines than can be drawn in good time is crowded", () => {
  const axis = { title: "steps", scale: "linear", format: "number" } as const;
  const chart = (series: readonly Series[]): ChartModel => {
    return { id: "loss", title: "", summary: "", notes: [], x: axis, y: axis, series };
  };
  expect(isCrowded(chart([wave("a", 15_000), wave("b", 15_000)]))).toBe(false);
  expect(isCrowded(chart([wave("a", 15_000), wave("b", 15_001)]))).toBe(true);
  const short = Array.from({ length: 101 }, () => wave("c", 2));
  expect([short.slice(1), short].map((series) => isCrowded(chart(series)))).toEqual([false, true]);
});

test("all lines of a chart that moves have few points together, and no line loses its peaks or its ends", () => {
  const series = Array.from({ length: 333 }, (_, index) => wave(String(index), 300));
  const thin = thinLines(series);
  const moving = series.map((line) => thin(line, { from: 0, to: 300, unit: 0.3, width: 1000, isMoving: true }));
  // 6,000 points for 333 lines are 18 a line: four columns and the ones that its ends cut.
  for (const [index, points] of moving.entries()) {
    const heights = series[index]!.points.map(({ y }) => y);
    expect(points.length).toBeLessThanOrEqual(24);
    expect(Math.max(...points.map(({ y }) => y))).toBe(Math.max(...heights));
    expect(Math.min(...points.map(({ y }) => y))).toBe(Math.min(...heights));
    expect([points[0]!.x, points.at(-1)!.x]).toEqual([0, 299]);
    expect(new Set(points.map(({ label }) => label))).toEqual(new Set([String(index)]));
  }
  // 30,000 points are 90 a line.
  const resting = thin(series[0]!, { from: 0, to: 300, unit: 0.3, width: 1000, isMoving: false });
  expect(resting.length).toBeGreaterThan(4 * 18);
});

test("a line is the same wherever it is moved to, and has a neighbour beyond each edge", () => {
  const line = wave("a", 100_000);
  const thin = thinLines([line]);
  const [here, there] = [0, 1000].map((by) => {
    return thin(line, { from: 20_000 + by, to: 40_000 + by, unit: 20, width: 1000, isMoving: true });
  });
  const shared = (points: typeof here) => points!.filter(({ x }) => x >= 21_100 && x <= 39_900);
  expect(shared(there)).toEqual(shared(here));
  expect([here![0]!.x < 20_000, here![1]!.x >= 20_000]).toEqual([true, true]);
  expect([here!.at(-1)!.x > 40_000, here!.at(-2)!.x >= 40_000]).toEqual([true, true]);
});

test("lines that are drawn as one have a gap between them", () => {
  const line = (y: number) => [
    { x: 0, y },
    { x: 1, y },
  ];
  expect(joined([line(1), line(2)]).map(({ y }) => y)).toEqual([1, 1, NaN, 2, 2]);
});
