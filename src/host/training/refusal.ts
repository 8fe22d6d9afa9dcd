import type { Words } from "../words";

export interface Circumstances {
  readonly trusted: boolean;
  /** A folder on a disk is open. */
  readonly folder: boolean;
}

/** Why nothing can be trained here, and what to do about it; undefined where it can. */
export function refusal(
  { trusted, folder }: Circumstances,
  { say }: Words,
): { readonly reason: string; readonly action: string; readonly command: string } | undefined {
  if (!folder) {
    return {
      reason: say("Training needs an open folder on a disk: runs are kept there."),
      action: say("Open Folder"),
      command: "vscode.openFolder",
    };
  }
  if (trusted) return undefined;
  return {
    reason: say(
      "Training is off in Restricted Mode: it starts a process that reads the models and data this folder names. Runs and charts can still be looked at.",
    ),
    action: say("Manage Workspace Trust"),
    command: "workbench.trust.manage",
  };
}
