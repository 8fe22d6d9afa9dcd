import * as vscode from "vscode";
import type { Choice } from "./choice";
import { densityHint, offeredDensities, typedDensity, type DensityOption } from "./densities";
import { graphOfChoice } from "./plans";
import { ask, type Answer, type PickItem, type Step } from "./steps";

/** Asks for a density and shows what it would keep while it is typed or looked at. */
export async function askDensity(
  choice: Choice,
  folder: string,
  step: Step,
  onLook: (choice: Choice) => void,
): Promise<Answer<Choice>> {
  const graph = graphOfChoice(choice, folder);
  if ("problem" in graph) {
    void vscode.window.showErrorMessage(graph.problem);
    return "back";
  }
  const offered = offeredDensities(graph, choice.scheme).map(pickItem);
  const answer = await ask<number>({
    ...step,
    placeholder: densityHint(graph, choice.scheme),
    items: (typed) => {
      if (typed === "") return offered;
      const own = pickItem(typedDensity(graph, choice.scheme, typed));
      return [own, ...offered.filter(({ value }) => value !== own.value)];
    },
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
