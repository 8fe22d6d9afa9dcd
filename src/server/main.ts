/** The language server: `node dist/server.js --stdio` for any editor, `--node-ipc` for VS Code. */
import { join } from "node:path";
import { createConnection } from "vscode-languageserver/node";
import { readDocument } from "../core/language/document";
import type { PageOf } from "./diagnostics";
import { uriOf } from "./places";
import { serve } from "./serve";

const pageOf: PageOf = (code, locale) => {
  return uriOf(join(pages, locale === "en" ? "" : locale, `${code}.md`));
};
const kernels = join(__dirname, "engine");
const pages = join(__dirname, "..", "docs", "problems");

if (process.argv.some((word) => /^--(stdio|node-ipc|socket=|pipe=)/.test(word))) {
  serve(createConnection(), { read: readDocument, pageOf, kernels, now: Date.now });
} else {
  process.stderr.write("The language server talks to an editor; have the editor start it with --stdio.\n");
  process.exitCode = 2;
}
