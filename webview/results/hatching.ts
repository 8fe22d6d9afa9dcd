import { hatchTile } from "../../src/core/chart/palette";
import { translucent } from "../theme";

/** What bars are filled with, so that they differ without their colours too. */
export function hatching(colour: string, hatch: string): string | CanvasPattern {
  if (hatch === "") return translucent(colour, 0.75);
  const tile = document.createElement("canvas");
  // As fine as the screen, so that it is as sharp as the rest of the chart.
  const scale = Math.max(1, Math.round(devicePixelRatio));
  tile.width = tile.height = hatchTile * scale;
  const brush = tile.getContext("2d")!;
  brush.scale(scale, scale);
  brush.fillStyle = translucent(colour, 0.3);
  brush.fillRect(0, 0, hatchTile, hatchTile);
  brush.strokeStyle = colour;
  brush.lineWidth = 1.4;
  brush.stroke(new Path2D(hatch));
  const pattern = brush.createPattern(tile, "repeat")!;
  pattern.setTransform(new DOMMatrix().scale(1 / scale));
  return pattern;
}
