/** VS Code settings, as they stand in settings.json. */
export type Settings = Readonly<Record<string, unknown>>;

/** Keeps an editor from greeting, updating, asking and calling home. For people and tests alike. */
export const quiet: Settings = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.autofetch": false,
  "typescript.disableAutomaticTypeAcquisition": true,
  "json.schemaDownload.enable": false,
};

/** Makes what is on the screen the same in every run. */
export const repeatable: Settings = {
  ...quiet,
  "workbench.layoutControl.enabled": false,
  "workbench.reduceMotion": "on",
  "window.commandCenter": false,
  "window.restoreWindows": "none",
  "git.enabled": false,
  "files.autoSave": "off",
  "files.hotExit": "off",
  "remote.autoForwardPorts": false,
  "editor.hover.delay": 100,
  "editor.cursorBlinking": "solid",
  "editor.accessibilitySupport": "off",
};

/** Folders open trusted without a question, or untrusted without a question. */
export function trust(workspaces: "trusted" | "restricted"): Settings {
  if (workspaces === "trusted") return { "security.workspace.trust.enabled": false };
  return {
    "security.workspace.trust.enabled": true,
    "security.workspace.trust.startupPrompt": "never",
    "security.workspace.trust.banner": "never",
  };
}
