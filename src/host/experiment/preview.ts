import * as vscode from "vscode";
import type { Plan } from "../../core/experiment/plan";
import { cellTitle, planKey } from "../../core/experiment/plans";
import { count } from "../../core/run/words";
import { Views } from "../contributions";
import type { DensitySubject } from "../density/subject";
import { editorWords } from "../editorWords";
import { tableOfPlan, type Planned } from "../training/plans";
import { ask } from "../training/steps";

/** Shows how dense an experiment's networks would be in the Layer Density view; asks which where there are several. */
export async function previewDensities(planned: Planned, subject: DensitySubject): Promise<void> {
  if ("problem" in planned) {
    await vscode.window.showErrorMessage(planned.problem);
    return;
  }
  const cells = new Map(planned.plans.map((plan) => [planKey({ ...plan, seed: 0 }), plan]));
  const plans = [...cells.values()];
  const before = subject.current;
  const look = (plan: Plan): void => {
    subject.show({ kind: "cell", plan });
  };
  if (plans.length === 1) look(plans[0]!);
  else {
    const answer = await ask<Plan>({
      title: vscode.l10n.t("Preview Layer Densities"),
      placeholder: vscode.l10n.t("The networks of this experiment; the Layer Density view shows the one you look at"),
      items: () => plans.map((plan) => ({ label: cellTitle(plan), description: keeps(plan), value: plan })),
      onLook: look,
    });
    if (answer === "back" || answer === "cancelled") {
      subject.show(before);
      return;
    }
    look(answer.value);
  }
  await vscode.commands.executeCommand(`${Views.density}.focus`);
}

function keeps(plan: Plan): string {
  const { kept, size } = tableOfPlan(plan, editorWords).total;
  return vscode.l10n.t("keeps {0} of {1} weights", count(kept), count(size));
}
