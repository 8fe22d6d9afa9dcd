import type { ServerCapabilities } from "vscode-languageserver/node";
import type { Editor } from "../editor";
import { anchors } from "./anchors";
import type { Feature } from "./feature";
import { inlayHints } from "./hints";
import { codeLenses } from "./lenses";
import { folderLinks } from "./links";
import { structure } from "./structure";
import { semanticTokens } from "./tokens";

export const features: readonly Feature[] = [structure, anchors, folderLinks, semanticTokens, inlayHints, codeLenses];

/** What the server can do for this editor. */
export function capabilitiesFor(editor: Editor): ServerCapabilities {
  return features.reduce<ServerCapabilities>((all, { capabilities }) => ({ ...all, ...capabilities(editor) }), {});
}
