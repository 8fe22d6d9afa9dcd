import * as vscode from "vscode";

/** What came of a step: a value, the step before, or nothing any more. */
export type Answer<T> = { readonly value: T } | "back" | "cancelled";

export interface PickItem<T> extends vscode.QuickPickItem {
  /** Absent on separators, and on what cannot be taken: choosing that leaves the pick open. */
  readonly value?: T;
}

export interface Step {
  /** Of the whole question: "Train Random-Pruned Model". */
  readonly title: string;
  /** From 1; both left out where there is only one. */
  readonly step?: number;
  readonly of?: number;
}

export interface PickStep<T> extends Step {
  readonly placeholder: string;
  /** Shown for a text typed so far. Items keep their places while one types: an early Enter arrives as a place. */
  readonly items: (typed: string) => readonly PickItem<T>[];
  /** Picked out at first. */
  readonly active?: (value: T) => boolean;
  /** Told what a person is looking at. */
  readonly onLook?: (value: T) => void;
}

/** One question with a back button and step numbers. */
export async function ask<T>(question: PickStep<T>): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<PickItem<T>>();
  pick.title = question.title;
  pick.step = question.step;
  pick.totalSteps = question.of;
  pick.placeholder = question.placeholder;
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.items = question.items("");
  pick.buttons = (question.step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : [];
  const first = pick.items.find(({ value }) => value !== undefined && question.active?.(value) === true);
  if (first !== undefined) pick.activeItems = [first];
  try {
    return await new Promise<Answer<T>>((resolve) => {
      pick.onDidTriggerButton(() => {
        resolve("back");
      });
      pick.onDidHide(() => {
        resolve("cancelled");
      });
      pick.onDidChangeValue((typed) => {
        pick.items = question.items(typed.trim());
      });
      pick.onDidChangeActive(([item]) => {
        if (item?.value !== undefined) question.onLook?.(item.value);
      });
      pick.onDidAccept(() => {
        // With an Enter before the list has followed the text, what was typed stands for itself.
        const value = (pick.selectedItems[0] ?? pick.items.find(({ alwaysShow }) => alwaysShow))?.value;
        if (value === undefined) return;
        question.onLook?.(value);
        resolve({ value });
      });
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** Questions one after another; each is asked with what the ones before it answered, and can be gone back from. */
export async function askAll<T>(
  start: T,
  questions: readonly ((so: T, place: { step: number; of: number }) => Promise<Answer<T>>)[],
): Promise<T | undefined> {
  const answers: T[] = [start];
  while (answers.length <= questions.length) {
    const step = answers.length;
    const answer = await questions[step - 1]!(answers.at(-1)!, { step, of: questions.length });
    if (answer === "cancelled") return undefined;
    if (answer === "back") answers.pop();
    else answers.push(answer.value);
  }
  return answers.at(-1);
}
