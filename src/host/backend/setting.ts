import * as vscode from "vscode";
import type { EngineWish } from "../../core/training/engines";
import { Settings } from "../contributions";

export function engineSet(): EngineWish["engine"] {
  return vscode.workspace.getConfiguration().get<EngineWish["engine"]>(Settings.engine, "auto");
}

/** Written where it is set already, else for the person. */
export async function useEngine(engine: EngineWish["engine"]): Promise<void> {
  const { ConfigurationTarget, workspace } = vscode;
  const settings = workspace.getConfiguration();
  const inWorkspace = settings.inspect(Settings.engine)?.workspaceValue !== undefined;
  await settings.update(
    Settings.engine,
    engine,
    inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global,
  );
}
