import * as vscode from "vscode";
import { editorWords } from "../editorWords";
import type { Choice } from "./choice";
import { densitiesFor, densityHint, offeredDensities, type DensityOption } from "./densities";
import { graphOfChoice } from "./plans";
import { ask, type Answer, type PickItem, type Step } from "./steps";

/** Asks for a density and shows what it would keep while it is typed or looked at. */
export async function askDensity(
  choice: Choice,
  folder: string,
  step: Step,
  onLook: (choice: Choice) => void,
): Promise<Answer<Choice>> {
  const graph = graphOfChoice(choice, folder, editorWords);
  if ("problem" in graph) {
    void vscode.window.showErrorMessage(graph.problem);
    return "back";
  }
  const pruned = { graph, scheme: choice.scheme, words: editorWords };
  const offered = offeredDensities(pruned);
  const answer = await ask<number>({
    ...step,
    placeholder: densityHint(pruned),
    items: (typed) => densitiesFor(typed, offered, pruned).map(pickItem),
    active: (value) => value === choice.density,
    onLook: (density) => {
      onLook({ ...choice, density });
    },
  });
  if (answer === "back" || answer === "cancelled") return answer;
  return { value: { ...choice, density: answer.value } };
}

function pickItem({ value, typed, label, ...rest }: DensityOption): PickItem<number> {
  return {
    ...rest,
    label: value === undefined ? `$(circle-slash) ${label}` : label,
    alwaysShow: typed,
    ...(value !== undefined && { value }),
  };
}
