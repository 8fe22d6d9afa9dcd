/**
 * How series are told apart: by colour, dash and marker at once, bars by their hatching, so that one of them is enough. The colours are those of
 * Okabe and Ito in their order (Wong 2011, Nature Methods 8, 441); where they are too pale on white, darker ones of
 * the same hue.
 */
export interface Style {
  /** The editor's name for the colour: "charts-blue". */
  readonly theme: string;
  /** For files: on white, and on a dark ground. */
  readonly light: string;
  readonly dark: string;
  /** Lengths of line and gap in widths of the line; empty for a line without gaps. */
  readonly dash: readonly number[];
  readonly marker: Marker;
  /** Of bars: an SVG path in a tile of `hatchTile` pixels, to be repeated; empty for bars that are filled evenly. */
  readonly hatch: string;
}

export const hatchTile = 6;

/** A wedge is a triangle upside down. */
export type Marker = "circle" | "square" | "triangle" | "diamond" | "wedge";

/** The look of a series; sixty slots differ, and neighbours do in all three ways. */
export function styleOf(slot: number): Style {
  const { length } = colours;
  return {
    ...colours[slot % length]!,
    dash: dashes[slot % dashes.length]!,
    marker: markers[slot % markers.length]!,
    hatch: hatches[slot % hatches.length]!,
  };
}

/** A slot after these has one of their colours again. */
export const colours: readonly Pick<Style, "theme" | "light" | "dark">[] = [
  { theme: "charts-blue", light: "#0072b2", dark: "#56b4e9" },
  { theme: "charts-red", light: "#d55e00", dark: "#e8702a" },
  { theme: "charts-green", light: "#00815e", dark: "#00b386" },
  { theme: "charts-purple", light: "#b5558a", dark: "#cc79a7" },
  { theme: "charts-orange", light: "#a66f00", dark: "#e69f00" },
  { theme: "charts-yellow", light: "#7d7200", dark: "#f0e442" },
];

const dashes: readonly (readonly number[])[] = [[], [4, 2], [1, 1.5], [5, 1.5, 1, 1.5]];

const markers: readonly Marker[] = ["circle", "square", "triangle", "diamond", "wedge"];

const hatches: readonly string[] = [
  "",
  "M-1 7L7 -1M-1 1L1 -1M5 7L7 5",
  "M-1 -1L7 7M-1 5L1 7M5 -1L7 1",
  "M0 3H6",
  "M3 0V6",
];
