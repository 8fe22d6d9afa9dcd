import type { ServerCapabilities } from "vscode-languageserver/node";
import type { Editor } from "../editor";
import { anchors } from "./anchors";
import { completion } from "./completion";
import type { Feature } from "./feature";
import { quickFixes } from "./fixes";
import { layout } from "./formatting";
import { inlayHints } from "./hints";
import { hovers } from "./hover";
import { codeLenses } from "./lenses";
import { folderLinks } from "./links";
import { structure } from "./structure";
import { semanticTokens } from "./tokens";

export const features: readonly Feature[] = [
  completion,
  hovers,
  quickFixes,
  structure,
  anchors,
  folderLinks,
  layout,
  semanticTokens,
  inlayHints,
  codeLenses,
];

/** What the server can do for this editor. */
export function capabilitiesFor(editor: Editor): ServerCapabilities {
  return features.reduce<ServerCapabilities>((all, { capabilities }) => ({ ...all, ...capabilities(editor) }), {});
}
