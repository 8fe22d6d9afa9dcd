/** The editor's colours, as the page sees them now. */
export function themeColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--vscode-${name}`).trim();
}

/** Calls back when the editor's theme changes; it marks the body with the theme's kind and name. */
export function onThemeChange(redraw: () => void): void {
  const attributeFilter = ["class", "data-vscode-theme-id", "data-vscode-theme-kind"];
  new MutationObserver(redraw).observe(document.body, { attributes: true, attributeFilter });
}
