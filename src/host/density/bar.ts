/** A density as a small picture: a bar, filled from the left. */

export interface BarColours {
  readonly filled: string;
  readonly empty: string;
}

/** Icons cannot use theme variables: one pair for dark themes, one for light ones. */
export const barColours: Readonly<Record<"dark" | "light", BarColours>> = {
  dark: { filled: "#4daafc", empty: "#7f7f7f59" },
  light: { filled: "#0067c0", empty: "#7f7f7f4d" },
};

const width = 16;

/**
 * An SVG of 16 × 16 pixels as a data URI.
 *
 * @param density share in [0, 1]; anything above 0 shows at least a hairline
 */
export function barIcon(density: number, { filled, empty }: BarColours): string {
  const length = density === 0 ? 0 : Math.max(1, Math.round(density * width * 4) / 4);
  const bar = (fill: string, extent: number) => `<rect y="4" width="${extent}" height="8" fill="${fill}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">${bar(empty, width)}${bar(filled, length)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
