import * as vscode from "vscode";
import type { Plan } from "../../core/experiment/plan";
import type { Choice } from "../training/choice";

/** What the Layer Density view shows: a run, what has been picked but not been trained, or a cell of an experiment. */
export type Subject =
  | { readonly kind: "run"; readonly id: string }
  | { readonly kind: "plan"; readonly choice: Choice }
  | { readonly kind: "cell"; readonly plan: Plan };

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

  dispose(): void {
    this.changed.dispose();
  }
}
