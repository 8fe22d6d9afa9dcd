/** A mask as a picture in a file, as it is shown. */
import { styleOf } from "../../src/core/chart/palette";
import type { Picture, PicturePart } from "../../src/core/inspect/picture";
import { cellImage, cellShapes, cellSvg, mostShapes } from "../../src/report/cellPicture";
import { textWidth } from "../../src/report/text";
import { themes, type ThemeId } from "../../src/report/theme";
import type { Writers } from "../results/files";
import { cellCanvas, paint, type Colour } from "./paint";

export interface ShownMask {
  /** The stem of the file's name. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly picture: Picture;
  /** Of the picture on the page, in px. */
  readonly box: { readonly width: number; readonly height: number };
  readonly labels: readonly { readonly part: PicturePart | "pruned"; readonly label: string }[];
}

export const maskFiles: Writers<ShownMask> = {
  svg: (mask, { theme }) => write(mask, theme, (pixels) => cellShapes(pixels, mask.picture.width, hexes(theme).pruned)),
  // Made into pixels as `bitmap` does it.
  png: (mask, { theme }) =>
    write(mask, theme, (pixels) => {
      const { width, height } = mask.picture;
      const png = cellCanvas(pixels, width, height).toDataURL("image/png").replace(/^.*,/, "");
      return cellImage(png, width, height);
    }),
};

/** Whether the cells are few enough to be shapes. */
export function areShapes({ picture: { width, height } }: ShownMask): boolean {
  return width * height <= mostShapes;
}

function write(
  { picture, box, labels, title, summary }: ShownMask,
  theme: ThemeId,
  cells: (pixels: Uint8ClampedArray<ArrayBuffer>) => string,
): string {
  const hex = hexes(theme);
  const parts = {
    kept: rgb(hex.kept),
    both: rgb(hex.both),
    onlyFirst: rgb(hex.onlyFirst),
    onlySecond: rgb(hex.onlySecond),
  };
  const { pixels } = paint(picture, { ground: rgb(hex.pruned), parts });
  const legend = labels.map(({ part, label }) => ({ label, colour: hex[part] }));
  const drawing = { ...{ title, summary, legend }, columns: picture.width, rows: picture.height, ...box };
  const width = Math.ceil(Math.max(box.width, textWidth(title, 15)) + 24);
  return cellSvg(drawing, cells(pixels), { theme, width });
}

/** Colours of files as "#rrggbb"; on the page they are the theme's. */
function hexes(id: ThemeId): Readonly<Record<PicturePart | "pruned", string>> {
  const { colour, text, ground } = themes[id];
  const [blue, orange] = [colour(styleOf(0)), colour(styleOf(4))];
  return { kept: blue, both: text, onlyFirst: blue, onlySecond: orange, pruned: ground ?? "#ffffff" };
}

function rgb(hex: string): Colour {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return [red, green, blue];
}
