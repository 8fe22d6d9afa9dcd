import * as vscode from "vscode";
import type { EngineWish } from "../../core/training/engines";
import { Settings } from "../contributions";

/** What to train on: what a file asks for, else what is set on this machine. */
export function wishHere(asked: EngineWish | undefined): EngineWish {
  const settings = vscode.workspace.getConfiguration();
  const here = settings.get<EngineWish["engine"]>(Settings.engine, "auto");
  const requireGpu = settings.get<boolean>(Settings.requireGpu, false);
  return {
    engine: asked === undefined || asked.engine === "auto" ? here : asked.engine,
    requireGpu: requireGpu || asked?.requireGpu === true,
  };
}
