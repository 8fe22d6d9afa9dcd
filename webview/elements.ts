/**
 * The only file that knows the component library. Its successor `@vscode/elements/elements` has other tags and names:
 * it can replace the toolkit here, and the two must never be loaded together, since both define `vscode-button`.
 */
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeProgressRing } from "@vscode/webview-ui-toolkit";

export function registerElements(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
}

export interface ButtonOptions {
  readonly label: string;
  /** The one thing to do here; all other buttons are quieter. */
  readonly primary?: boolean;
  readonly onClick: () => void;
}

export function button({ label, primary = false, onClick }: ButtonOptions): HTMLElement {
  const element = document.createElement("vscode-button");
  element.setAttribute("appearance", primary ? "primary" : "secondary");
  element.textContent = label;
  element.addEventListener("click", onClick);
  return element;
}

/** Something is going on and nobody knows how long it takes. */
export function spinner(label: string): HTMLElement {
  const element = document.createElement("vscode-progress-ring");
  element.setAttribute("aria-label", label);
  return element;
}
