import { schemeFault } from "../../core/sparsity/densities";
import { isScored, schemes, type SchemeId } from "../../core/sparsity/schemes";
import { problemMessage } from "../../core/problemText";
import type { Choice } from "./choice";
import { graphOfChoice } from "./plans";
import { ask, type Answer, type PickItem, type Step } from "./steps";

/** Asks for a pruning scheme; those that do not fit the model say why. */
export async function askScheme(
  choice: Choice,
  folder: string,
  step: Step,
  onLook: (choice: Choice) => void,
): Promise<Answer<Choice>> {
  const graph = graphOfChoice(choice, folder);
  const items = Object.values(schemes).map((scheme): PickItem<SchemeId> => {
    const fault = "problem" in graph ? undefined : schemeFault(scheme.id, graph);
    const description = isScored(scheme.id) ? `${scheme.id} · scored when the run starts` : scheme.id;
    const item = { label: scheme.title, description };
    return fault === undefined
      ? { ...item, detail: scheme.summary, value: scheme.id }
      : { ...item, label: `$(circle-slash) ${scheme.title}`, detail: problemMessage(fault) };
  });
  const answer = await ask<SchemeId>({
    ...step,
    placeholder: `How the density of the whole is shared out among the layers of ${choice.model}`,
    items: () => items,
    active: (value) => value === choice.scheme,
    onLook: (scheme) => {
      onLook({ ...choice, scheme });
    },
  });
  if (answer === "back" || answer === "cancelled") return answer;
  return { value: { ...choice, scheme: answer.value } };
}
