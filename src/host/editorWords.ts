import * as vscode from "vscode";
import { localeOf } from "../core/template";
import type { Words } from "./words";

export const editorWords: Words = {
  locale: localeOf(vscode.env.language),
  say: (english, ...args) => vscode.l10n.t(english, ...args),
};
