import { expect, test } from "vitest";
import { paint } from "../../webview/mask/paint";

const ground = [0, 0, 0] as const;
const parts = {
  kept: [100, 200, 50],
  both: [200, 200, 200],
  onlyFirst: [0, 0, 250],
  onlySecond: [250, 100, 0],
} as const;

test("what is kept has its colour, what is pruned the ground's, and little of many can still be seen", () => {
  // 255, 0 and 1 of 255: the last is drawn by at least a fifth, 0.2 + 0.8 / 255 = 0.203 of 200 is 40.6.
  const { pixels, filled } = paint({ width: 3, height: 1, planes: [plane("kept", 255, 0, 1)] }, { ground, parts });
  expect(filled).toBe(2);
  expect([...pixels.subarray(0, 4)]).toEqual([100, 200, 50, 255]);
  expect([...pixels.subarray(4, 8)]).toEqual([0, 0, 0, 255]);
  expect(pixels[9]).toBe(41);
});

test("a cell in which two files differ mixes the colours of its parts", () => {
  // Full by half and half: the mean of both colours.
  const planes = [plane("both", 0), plane("onlyFirst", 127.5), plane("onlySecond", 127.5)];
  const { pixels } = paint({ width: 1, height: 1, planes }, { ground, parts });
  expect(Math.abs(pixels[0]! - 125)).toBeLessThanOrEqual(1);
  expect(Math.abs(pixels[2]! - 125)).toBeLessThanOrEqual(1);
});

function plane(part: keyof typeof parts, ...shares: readonly number[]) {
  return { part, shares: Buffer.from(shares).toString("base64") };
}
