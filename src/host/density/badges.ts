import * as vscode from "vscode";
import type { LayerBadges } from "./rows";

const scheme = "sparse-layer";

/** Names a line of the Layer Density view so that its badge can be found. */
export function badgeUri(layer: string, { forcedDense, deadFilters }: LayerBadges): vscode.Uri {
  const query = new URLSearchParams({ forcedDense: String(forcedDense), deadFilters: String(deadFilters) });
  return vscode.Uri.from({ scheme, path: `/${layer}`, query: query.toString() });
}

/** Badges at the right edge: D for a layer that the scheme keeps dense, ! for dead filters. */
export const badgeProvider: vscode.FileDecorationProvider = {
  provideFileDecoration(uri) {
    if (uri.scheme !== scheme) return undefined;
    const query = new URLSearchParams(uri.query);
    const dead = Number(query.get("deadFilters"));
    if (dead > 0) {
      const words =
        dead === 1
          ? vscode.l10n.t("1 filter has no weight left")
          : vscode.l10n.t("{0} filters have no weight left", dead);
      return new vscode.FileDecoration("!", words, new vscode.ThemeColor("list.warningForeground"));
    }
    if (query.get("forcedDense") !== "true") return undefined;
    return new vscode.FileDecoration(
      "D",
      vscode.l10n.t("Kept dense by the scheme"),
      new vscode.ThemeColor("charts.blue"),
    );
  },
};
