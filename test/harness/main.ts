/** What the scripts use of the harness, bundled to out/test/harness.mjs. */
export { downloadDesktop, runOnDesktop } from "./desktop";
export { runInExtensionHost } from "./extensionHost";
export { startServer } from "./server";
export { quiet } from "./settings";
