import * as vscode from "vscode";
import type { EngineWish } from "../../core/training/engines";
import { engineSet } from "../backend/setting";
import { Settings } from "../contributions";

/** What to train on: what a file asks for, else what is set on this machine. */
export function wishHere(asked: EngineWish | undefined): EngineWish {
  const requireGpu = vscode.workspace.getConfiguration().get<boolean>(Settings.requireGpu, false);
  return {
    engine: asked === undefined || asked.engine === "auto" ? engineSet() : asked.engine,
    requireGpu: requireGpu || asked?.requireGpu === true,
  };
}
