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
 * @param density share in [0, 1]; anything above 0 shows at least a hairline. Undefined where it is not decided: a bar
 *   with nothing but its outline, so that it looks neither empty nor full
 */
export function barIcon(density: number | undefined, colours: BarColours): string {
  const shapes = density === undefined ? outline(colours) : bar(density, colours);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">${shapes}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function bar(density: number, { filled, empty }: BarColours): string {
  const length = density === 0 ? 0 : Math.max(1, Math.round(density * width * 4) / 4);
  const part = (fill: string, extent: number) => `<rect y="4" width="${extent}" height="8" fill="${fill}"/>`;
  return part(empty, width) + part(filled, length);
}

function outline({ filled }: BarColours): string {
  const dashes = `stroke="${filled}" stroke-dasharray="2 1.5" fill="none"`;
  return `<rect x="0.5" y="4.5" width="${width - 1}" height="7" ${dashes}/>`;
}
