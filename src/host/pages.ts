import * as vscode from "vscode";
import { Panels } from "./contributions";
import type { DensitySubject } from "./density/subject";
import { maskCommands } from "./mask/commands";
import { inspectCommand, MaskPanels } from "./mask/panels";
import { chartCommands } from "./results/commands";
import { ResultsPanel } from "./results/panel";
import type { Runs } from "./runs/follower";
import { RunPanels } from "./runs/panels";

export interface PageParts {
  readonly runs: Runs;
  readonly subject: DensitySubject;
  /** Where the extension's files are. */
  readonly extension: vscode.Uri;
}

/** What is shown in tabs of the editor; VS Code opens it again after a reload. */
export interface Pages {
  readonly showRun: (id: string) => void;
  /** The run of the page that a person is on. */
  readonly activeRun: () => string | undefined;
  readonly showResults: (ids: readonly string[]) => Promise<void>;
  readonly showMasks: (run: string) => Promise<void>;
  dispose(): void;
}

export function openPages({ runs, subject, extension }: PageParts): Pages {
  const panels = new RunPanels(runs, extension);
  const results = new ResultsPanel(runs, extension);
  const masks = new MaskPanels(subject, extension);
  const { registerWebviewPanelSerializer } = vscode.window;
  const parts = vscode.Disposable.from(
    panels,
    results,
    masks,
    inspectCommand(masks),
    maskCommands(() => masks.active),
    chartCommands(results),
    registerWebviewPanelSerializer(Panels.run, panels),
    registerWebviewPanelSerializer(Panels.results, results),
    registerWebviewPanelSerializer(Panels.masks, masks),
  );
  return {
    showRun: (id) => {
      panels.show(id);
    },
    activeRun: () => panels.active,
    showResults: (ids) => results.show(ids),
    showMasks: (run) => masks.showRun(run),
    dispose() {
      parts.dispose();
    },
  };
}
