/** A picture of cells, such as a mask: as vectors where they are few, else around a picture that is made of pixels. */
import { textWidth } from "./text";
import { themes, type ThemeId } from "./theme";
import { element, escaped } from "./xml";

export interface CellPicture {
  readonly title: string;
  /** What is to be seen, and which part of the whole it is. */
  readonly summary: string;
  /** Cells across and down. */
  readonly columns: number;
  readonly rows: number;
  /** Of all cells together, in px. */
  readonly width: number;
  readonly height: number;
  /** What the colours mean, as "#rrggbb". */
  readonly legend: readonly { readonly label: string; readonly colour: string }[];
}

/** With more cells than this, as shapes, editors of drawings become slow. */
export const mostShapes = 2 ** 14;

/** @param cells the cells as SVG, in units of a cell: of `cellShapes` or `cellImage` */
export function cellSvg(
  picture: CellPicture,
  cells: string,
  { theme, width }: { readonly theme: ThemeId; readonly width: number },
): string {
  const { ground, text, axis } = themes[theme];
  const [margin, small] = [12, 11];
  const legend = legendRows(picture.legend, width - 2 * margin, small);
  const top = 44;
  const below = top + picture.height + 22;
  // Whole, so that a picture made of it has just this many pixels.
  const height = Math.ceil(below + 18 * legend.length);
  const words = (content: string, attributes: Readonly<Record<string, number>>) =>
    element("text", { fill: text, "font-size": small, ...attributes }, escaped(content));
  const scale = `translate(${margin} ${top}) scale(${picture.width / picture.columns} ${picture.height / picture.rows})`;
  return element(
    "svg",
    {
      ...{ xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" },
      "font-family": "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans JP', 'Hiragino Sans', sans-serif",
    },
    element("title", {}, escaped(picture.title)),
    element("desc", {}, escaped(picture.summary)),
    ground === undefined ? "" : element("rect", { width, height, fill: ground }),
    words(picture.title, { x: margin, y: 28, "font-size": 15, "font-weight": 600 }),
    element("g", { class: "cells", transform: scale }, cells),
    element("rect", {
      ...{ x: margin, y: top, width: picture.width, height: picture.height },
      ...{ fill: "none", stroke: axis, "stroke-width": 1 },
    }),
    ...legend.flatMap((row, index) =>
      row.map(({ left, label, colour }) => {
        const y = below + 18 * index;
        const box = { x: margin + left, y: y - 9, width: 10, height: 10 };
        return (
          element("rect", { ...box, fill: colour, stroke: axis, "stroke-width": 0.5 }) +
          words(label, { x: margin + left + 16, y })
        );
      }),
    ),
  );
}

/**
 * Cells as shapes: neighbours of one colour in a row are one, and what has the ground's colour is left out.
 *
 * @param pixels red, green, blue and opacity of each cell, row by row
 * @param ground colour of what holds nothing
 */
export function cellShapes(pixels: Uint8ClampedArray, columns: number, ground: string): string {
  const colourAt = (cell: number) =>
    `#${[0, 1, 2].map((channel) => pixels[4 * cell + channel]!.toString(16).padStart(2, "0")).join("")}`;
  const shapes: string[] = [];
  for (let cell = 0; cell < pixels.length / 4;) {
    const [fill, row, x] = [colourAt(cell), Math.floor(cell / columns), cell % columns];
    let width = 1;
    while (x + width < columns && colourAt(cell + width) === fill) width++;
    if (fill !== ground) shapes.push(element("rect", { x, y: row, width, height: 1, fill }));
    cell += width;
  }
  return shapes.join("");
}

/** Cells as a picture of a pixel each, which is not smoothed. @param png in base64 */
export function cellImage(png: string, columns: number, rows: number): string {
  const href = `data:image/png;base64,${png}`;
  const size = { width: columns, height: rows, preserveAspectRatio: "none" };
  return element("image", { href, ...size, style: "image-rendering: pixelated" });
}

interface Entry {
  readonly left: number;
  readonly label: string;
  readonly colour: string;
}

/** Entries from the left, in as many rows as they need. */
function legendRows(entries: CellPicture["legend"], width: number, size: number): readonly (readonly Entry[])[] {
  const rows: Entry[][] = [[]];
  let left = 0;
  for (const { label, colour } of entries) {
    const own = 32 + textWidth(label, size);
    if (left > 0 && left + own > width) {
      rows.push([]);
      left = 0;
    }
    rows.at(-1)!.push({ left, label, colour });
    left += own;
  }
  return rows;
}
