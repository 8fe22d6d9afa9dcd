import * as vscode from "vscode";
import type { Plan } from "../../core/experiment/plan";
import type { Inspection } from "../../core/inspect/inspection";
import type { Runs } from "../runs/follower";
import type { Choice } from "../training/choice";

/**
 * What the Layer Density view shows: a run, what has been picked but not been trained, a cell of an experiment, or a
 * checkpoint file.
 */
export type Subject =
  | { readonly kind: "run"; readonly id: string }
  | { readonly kind: "plan"; readonly choice: Choice }
  | { readonly kind: "cell"; readonly plan: Plan }
  | { readonly kind: "file"; readonly name: string; readonly inspection: Inspection };

export class DensitySubject implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.changed.event;
  private subject: Subject | undefined;

  get current(): Subject | undefined {
    return this.subject;
  }

  show(subject: Subject | undefined): void {
    this.subject = subject;
    this.changed.fire(undefined);
  }

  /** What a person most likely wants to see first: the run that trains, the newest one, or what was picked last. */
  showFirst({ runs }: Runs, choice: Choice | undefined): void {
    const run = runs.find(({ status }) => status === "running") ?? runs[0];
    if (run !== undefined) this.show({ kind: "run", id: run.id });
    else if (choice !== undefined) this.show({ kind: "plan", choice });
  }

  dispose(): void {
    this.changed.dispose();
  }
}
