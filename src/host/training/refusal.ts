export interface Circumstances {
  readonly trusted: boolean;
  /** A folder on a disk is open. */
  readonly folder: boolean;
}

/** Why nothing can be trained here, and what to do about it; undefined where it can. */
export function refusal({
  trusted,
  folder,
}: Circumstances): { readonly reason: string; readonly action: string; readonly command: string } | undefined {
  if (!folder) {
    return {
      reason: "Training needs an open folder on a disk: runs are kept there.",
      action: "Open Folder",
      command: "vscode.openFolder",
    };
  }
  if (trusted) return undefined;
  return {
    reason:
      "Training is off in Restricted Mode: it starts a process that reads the models and data this folder names. Runs and charts can still be looked at.",
    action: "Manage Workspace Trust",
    command: "workbench.trust.manage",
  };
}
