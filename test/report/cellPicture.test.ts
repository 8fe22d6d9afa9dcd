import { DOMParser, type Element } from "@xmldom/xmldom";
import { expect, test } from "vitest";
import { cellImage, cellShapes, cellSvg, type CellPicture } from "../../src/report/cellPicture";

/** Three cells across and two down, of 10 px each. */
const picture: CellPicture = {
  title: "Mask of <conv>",
  summary: "6 weights.",
  ...{ columns: 3, rows: 2, width: 30, height: 20 },
  legend: [
    { label: "kept", colour: "#0072b2" },
    { label: "pruned", colour: "#ffffff" },
  ],
};
const [blue, white] = [
  [0x00, 0x72, 0xb2, 255],
  [255, 255, 255, 255],
];
const pixels = Uint8ClampedArray.from([blue, blue, white, /**/ white, white, blue].flat());

test("kept cells are shapes where they lie, and neighbours are one", () => {
  const shapes = cells(cellSvg(picture, cellShapes(pixels, 3, "#ffffff"), { theme: "light", width: 200 }));
  expect(shapes.map((shape) => ["x", "y", "width", "height", "fill"].map((name) => shape.getAttribute(name)))).toEqual([
    ["0", "0", "2", "1", "#0072b2"],
    ["2", "1", "1", "1", "#0072b2"],
  ]);
});

test("many cells are one picture over all of them, not smoothed", () => {
  const [image] = cells(cellSvg(picture, cellImage("iVBORw0KGgo=", 3, 2), { theme: "print", width: 200 }));
  expect(image!.tagName).toBe("image");
  expect(["width", "height", "href"].map((name) => image!.getAttribute(name))).toEqual([
    ...["3", "2", "data:image/png;base64,iVBORw0KGgo="],
  ]);
  expect(image!.getAttribute("style")).toContain("pixelated");
});

test("title, summary and legend are texts, and the ground is the theme's", () => {
  const of = (theme: "dark" | "print") => parsed(cellSvg(picture, "", { theme, width: 200 }));
  const dark = of("dark");
  expect([...dark.getElementsByTagName("text")].map(({ textContent }) => textContent)).toEqual([
    ...["Mask of <conv>", "kept", "pruned"],
  ]);
  expect(dark.getElementsByTagName("desc")[0]!.textContent).toBe("6 weights.");
  // The ground, the frame, and two squares of the legend; without a ground, in print, one less.
  expect([dark, of("print")].map((svg) => svg.getElementsByTagName("rect").length)).toEqual([4, 3]);
  // Cells are drawn in units of a cell: 30 px for three across.
  expect(dark.getElementsByTagName("g")[0]!.getAttribute("transform")).toBe("translate(12 44) scale(10 10)");
});

function parsed(svg: string): Element {
  const strict = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  return strict.parseFromString(svg, "image/svg+xml").documentElement!;
}

function cells(svg: string): Element[] {
  return [...parsed(svg).getElementsByTagName("g")[0]!.childNodes] as Element[];
}
