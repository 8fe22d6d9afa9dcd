/** Grounds and greys of pictures; the series' colours are the palette's. */

export type ThemeId = "light" | "dark" | "print";

export interface Theme {
  /** Undefined for none. */
  readonly ground: string | undefined;
  readonly text: string;
  readonly axis: string;
  readonly grid: string;
  readonly guide: string;
  /** Which of a slot's colours is for this ground. */
  readonly colours: "light" | "dark";
}

export const themes: Readonly<Record<ThemeId, Theme>> = {
  light: {
    ...{ ground: "#ffffff", text: "#1f1f1f", axis: "#5f5f5f", grid: "#e4e4e4", guide: "#6f6f6f" },
    colours: "light",
  },
  dark: {
    ...{ ground: "#1f1f1f", text: "#e6e6e6", axis: "#a0a0a0", grid: "#383838", guide: "#9f9f9f" },
    colours: "dark",
  },
  print: {
    ...{ ground: undefined, text: "#000000", axis: "#404040", grid: "#e4e4e4", guide: "#6f6f6f" },
    colours: "light",
  },
};
