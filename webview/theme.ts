/** The editor's colours, as the page sees them now. */
export function themeColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--vscode-${name}`).trim();
}

/**
 * A colour that lets through what lies behind it.
 *
 * @param share of the colour itself, 0 to 1
 */
export function translucent(colour: string, share: number): string {
  const brush = document.createElement("canvas").getContext("2d")!;
  brush.fillStyle = colour;
  // Read back, an opaque colour has six digits whatever it was written as.
  const { fillStyle: read } = brush;
  const alpha = Math.round(255 * share)
    .toString(16)
    .padStart(2, "0");
  return typeof read === "string" && /^#[0-9a-f]{6}$/.test(read) ? `${read}${alpha}` : colour;
}

/** Calls back when the editor's theme changes; it marks the body with the theme's kind and name. */
export function onThemeChange(redraw: () => void): void {
  const attributeFilter = ["class", "data-vscode-theme-id", "data-vscode-theme-kind"];
  new MutationObserver(redraw).observe(document.body, { attributes: true, attributeFilter });
}
