import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { webviewPage } from "./webviewPage";

export interface PanelLook {
  /** Where the extension's files are. */
  readonly extension: vscode.Uri;
  /** Of the folder in webview/ whose page it shows. */
  readonly page: "run" | "results" | "mask";
  readonly icon: "run" | "mask";
  readonly title: string;
}

/** Gives a panel its title and icon, and loads its page. */
export function fillPanel(panel: vscode.WebviewPanel, { extension, page, icon, title }: PanelLook): void {
  const { webview } = panel;
  const files = vscode.Uri.joinPath(extension, "dist", "webview");
  const picture = (theme: string) => vscode.Uri.joinPath(extension, "media", `${icon}-${theme}.svg`);
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(files, name)).toString();
  panel.title = title;
  panel.iconPath = { light: picture("light"), dark: picture("dark") };
  webview.options = { enableScripts: true, localResourceRoots: [files] };
  webview.html = webviewPage({
    nonce: randomUUID(),
    cspSource: webview.cspSource,
    script: address(`${page}.js`),
    style: address(`${page}.css`),
    title,
    language: vscode.env.language,
  });
}
