/** Grounds and greys of pictures; the series' colours are the palette's. */
import { colours, type Style } from "../core/chart/palette";

export type ThemeId = "light" | "dark" | "print" | "page";

export interface Theme {
  /** Undefined for none. */
  readonly ground: string | undefined;
  readonly text: string;
  readonly axis: string;
  readonly grid: string;
  readonly guide: string;
  /** What of a slot's look is its colour on this ground. */
  readonly colour: (style: Pick<Style, "theme" | "light" | "dark">) => string;
}

export const themes: Readonly<Record<ThemeId, Theme>> = {
  light: {
    ...{ ground: "#ffffff", text: "#1f1f1f", axis: "#5f5f5f", grid: "#e4e4e4", guide: "#6f6f6f" },
    colour: ({ light }) => light,
  },
  dark: {
    ...{ ground: "#1f1f1f", text: "#e6e6e6", axis: "#a0a0a0", grid: "#383838", guide: "#9f9f9f" },
    colour: ({ dark }) => dark,
  },
  /** Within a page that has `pageColours`, whose ground may be light or dark. */
  page: {
    ...{
      ground: "var(--ground)",
      text: "var(--text)",
      axis: "var(--axis)",
      grid: "var(--grid)",
      guide: "var(--guide)",
    },
    colour: ({ theme }) => `var(--${theme})`,
  },
  print: {
    ...{ ground: undefined, text: "#000000", axis: "#404040", grid: "#e4e4e4", guide: "#6f6f6f" },
    colour: ({ light }) => light,
  },
};

/** The colours of a theme by the names that the theme `page` has for them. */
export function pageColours(id: "light" | "dark"): Readonly<Record<string, string>> {
  const { ground = "none", text, axis, grid, guide, colour } = themes[id];
  const named = colours.map((style) => [`--${style.theme}`, colour(style)] as const);
  return {
    "--ground": ground,
    "--text": text,
    "--axis": axis,
    "--grid": grid,
    "--guide": guide,
    ...Object.fromEntries(named),
  };
}
