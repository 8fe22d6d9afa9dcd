import type { Series } from "../../src/core/chart/model";
import { hatchTile, type Marker, type Style } from "../../src/core/chart/palette";

/** A line, mark or bar of a chart as a small picture; the text beside it says what it is. */
export function marker(kind: Series["kind"], { theme, dash, marker: mark, hatch }: Style): SVGElement {
  const svg = shape("svg", { viewBox: "0 0 32 12", width: "32", height: "12", "aria-hidden": "true" });
  const colour = kind === "guide" ? "var(--vscode-foreground)" : `var(--vscode-${theme})`;
  const filled = { fill: colour, stroke: colour };
  const line = shape("path", {
    d: "M1 6H31",
    fill: "none",
    stroke: colour,
    "stroke-width": kind === "guide" ? "1" : "2",
    "stroke-dasharray": (kind === "guide" ? [2, 2] : dash).map((length) => 2 * length).join(" "),
  });
  const parts: Readonly<Record<Series["kind"], () => readonly SVGElement[]>> = {
    line: () => [line, shape("path", { d: marks[mark], ...filled })],
    steps: () => [line],
    guide: () => [line],
    points: () => [shape("path", { d: marks[mark], ...filled })],
    bars: () => [
      shape("path", { d: "M8 1h16v10h-16z", ...filled, "fill-opacity": hatch === "" ? "0.75" : "0.3" }),
      hatched(hatch, colour),
    ],
    band: () => [shape("path", { d: "M1 1h30v10h-30z", ...filled, "fill-opacity": "0.2", stroke: "none" })],
  };
  svg.append(...parts[kind]());
  return svg;
}

/** Around (16, 6). */
const marks: Readonly<Record<Marker, string>> = {
  circle: "M12.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
  square: "M13 3h6v6h-6z",
  triangle: "M16 2l4 7h-8z",
  diamond: "M16 1.5l4.5 4.5-4.5 4.5-4.5-4.5z",
  wedge: "M16 10l4-7h-8z",
};

/** In a box of 16 × 10 at (8, 1). */
function hatched(hatch: string, colour: string): SVGElement {
  const box = shape("svg", { x: "8", y: "1", width: "16", height: "10" });
  const corners = [0, 1, 2].flatMap((column) => [0, 1].map((row) => [column, row].map((place) => place * hatchTile)));
  for (const [left, top] of corners) {
    box.append(
      shape("path", { d: hatch, stroke: colour, "stroke-width": "1.4", transform: `translate(${left} ${top})` }),
    );
  }
  return box;
}

function shape(tag: "svg" | "path", attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
