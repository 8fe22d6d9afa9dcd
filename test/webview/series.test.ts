import { expect, test } from "vitest";
import { axisEnd, type Series } from "../../webview/run/series";

const upTo = (x: number): Series => ({
  label: "training",
  points: [
    { x: 0, y: 1 },
    { x, y: 1 },
  ],
  colour: "charts-blue",
  style: "thin",
});

test("the axis grows with the run and ends with its last epoch", () => {
  expect(axisEnd([], 160)).toBe(1);
  // a quarter more than has been reached, in whole epochs
  expect(axisEnd([upTo(8)], 160)).toBe(10);
  expect(axisEnd([upTo(8), upTo(40)], 160)).toBe(50);
  expect(axisEnd([upTo(6)], 6)).toBe(6);
});
