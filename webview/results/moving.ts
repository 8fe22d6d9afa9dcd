/** Lines of a chart while it is moved: strips of a picture that are drawn once, and then only put in their place. */
import type { Chart } from "chart.js";
import type { Point } from "../../src/core/chart/model";
import type { Window } from "./lines";

/** Lines, or points, of one colour. */
export interface Strokes {
  readonly colour: string;
  readonly isLine: boolean;
  readonly lines: readonly (readonly Point[])[];
}

/** Of a strip, in pixels of the screen: drawn within a frame while others are still to be seen. */
const stripWidth = 256;

/** So many are kept, for who goes to and fro. */
const most = 64;

/** What each frame draws of a chart that moves along its horizontal axis, which has to be linear. */
export function strips(strokesOf: (window: Window) => readonly Strokes[]): (chart: Chart) => void {
  const kept = new Map<number, OffscreenCanvas>();
  let unit = NaN;
  let look = "";
  return ({ ctx, chartArea, scales, currentDevicePixelRatio: ratio }) => {
    const { x, y } = scales;
    const [left, top, width, height] = [chartArea.left, chartArea.top, chartArea.width, chartArea.height].map(
      (length) => Math.round(length * ratio),
    ) as [number, number, number, number];
    const nowUnit = (x!.max - x!.min) / width;
    const nowLook = JSON.stringify([width, height, y!.min, y!.max]);
    // Moving changes the unit by what rounding leaves.
    if (!(Math.abs(nowUnit / unit - 1) < 1e-6) || nowLook !== look || kept.size > most) {
      kept.clear();
      [unit, look] = [nowUnit, nowLook];
    }
    const start = Math.round(x!.min / unit);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    for (let place = Math.floor(start / stripWidth); place * stripWidth < start + width; place++) {
      const [from, to] = [place * stripWidth * unit, (place + 1) * stripWidth * unit];
      const strip = kept.get(place) ?? new OffscreenCanvas(stripWidth, Math.max(1, height));
      if (!kept.has(place)) {
        const across = (value: number) => (value - from) / unit;
        const down = (value: number) => y!.getPixelForValue(value) * ratio - top;
        drawStrokes(strip.getContext("2d")!, strokesOf({ from, to, unit, width, isMoving: true }), across, down);
      }
      kept.set(place, strip);
      ctx.drawImage(strip, left + place * stripWidth - start, top);
    }
    ctx.restore();
  };
}

/** Lines are thin: one of a pixel takes a fraction of the time of one of two. */
function drawStrokes(
  ctx: OffscreenCanvasRenderingContext2D,
  all: readonly Strokes[],
  across: (x: number) => number,
  down: (y: number) => number,
): void {
  ctx.lineWidth = 1;
  for (const { colour, isLine, lines } of all) {
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.beginPath();
    for (const points of lines) {
      let isDown = false;
      for (const { x, y } of points) {
        // A gap is where there is no y.
        if (Number.isNaN(y)) isDown = false;
        else if (!isLine) ctx.rect(across(x) - 2, down(y) - 2, 4, 4);
        else {
          if (isDown) ctx.lineTo(across(x), down(y));
          else ctx.moveTo(across(x), down(y));
          isDown = true;
        }
      }
    }
    if (isLine) ctx.stroke();
    else ctx.fill();
  }
}
