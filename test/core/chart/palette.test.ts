import { expect, test } from "vitest";
import { styleOf } from "../../../src/core/chart/palette";

const slots = Array.from({ length: 60 }, (_, slot) => slot);

test("sixty series differ, and neighbours in colour, dash and marker alike", () => {
  const looks = slots.map((slot) => JSON.stringify(styleOf(slot)));
  expect(new Set(looks).size).toBe(60);
  for (const slot of slots.slice(1)) {
    const [before, own] = [styleOf(slot - 1), styleOf(slot)];
    expect([own.theme !== before.theme, own.dash !== before.dash, own.marker !== before.marker]).toEqual([
      true,
      true,
      true,
    ]);
  }
});

test("every colour stands out from its ground three to one, as WCAG 2.2 asks of graphics", () => {
  for (const slot of slots) {
    expect(contrast(styleOf(slot).light, "#ffffff")).toBeGreaterThanOrEqual(3);
    expect(contrast(styleOf(slot).dark, "#1f1f1f")).toBeGreaterThanOrEqual(3);
  }
});

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Relative luminance of sRGB. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
