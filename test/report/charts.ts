import type { ChartModel } from "../../src/core/chart/model";
import type { ResultTable } from "../../src/core/results/table";

/** Two lines, one with a gap and intervals, over a guide; its texts need escaping everywhere. */
export const chart: ChartModel = {
  id: "accuracy-density",
  title: 'Accuracy & "density" <100 %',
  summary: "erk_plus keeps 50 % of a|b.",
  x: { title: "density", scale: "linear", format: "number", min: 0, max: 1 },
  y: { title: "accuracy (%)", scale: "linear", format: "percent" },
  series: [
    { label: "even", slot: 2, kind: "guide", points: [0, 1].map((x) => ({ x, y: 0.8 })) },
    {
      label: "erk_plus, 0.1 · <b>",
      slot: 0,
      kind: "line",
      points: [
        { x: 0.1, y: 0.7123456789012345, low: 0.7, high: 0.75, n: 3 },
        { x: 0.2, y: NaN },
        { x: 0.5, y: 0.9 },
      ],
    },
    { label: "raw", slot: 0, kind: "line", faint: true, points: [0.1, 0.3].map((x) => ({ x, y: 1 - x })) },
  ],
  notes: ["1 run & no more."],
};

export const bars: ChartModel = {
  ...chart,
  id: "schemes",
  x: { title: "density", scale: "category", format: "number", categories: ["0.1", "a,b"] },
  series: [
    {
      label: "ERK",
      slot: 0,
      kind: "bars",
      points: [
        { x: 0, y: 0.5, low: 0.4, high: 0.6, n: 2 },
        { x: 1, y: -0.25 },
      ],
    },
    { label: "Uniform", slot: 1, kind: "bars", points: [{ x: 1, y: 0.75 }] },
    { label: "dense", slot: 2, kind: "band", points: [0, 1].map((x) => ({ x, y: 0.8, low: 0.75, high: 0.85 })) },
  ],
};

export const table: ResultTable = {
  id: "comparison",
  title: "Networks beside their dense twins",
  columns: [
    { title: "network", format: "text" },
    { title: "seeds", format: "count" },
    { title: "Accuracy (%)", format: "percent" },
    { title: "verdict", format: "text" },
  ],
  rows: [
    { key: "a", label: "net_1 · erk 0.1", cells: [3, { value: 0.9, low: 0.85, high: 0.95, n: 3 }, "±0.5 points"] },
    { key: "b", label: "dense", cells: [1, { value: 0.925, n: 1 }, undefined] },
  ],
  notes: ["Paired by seed."],
};
