import * as vscode from "vscode";
import { explanation } from "../../core/language/explanations";
import { schemeFault } from "../../core/sparsity/densities";
import { isScored, schemes, type SchemeId } from "../../core/sparsity/schemes";
import { problemMessage } from "../../core/problemText";
import { editorWords } from "../editorWords";
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
  const { locale } = editorWords;
  const graph = graphOfChoice(choice, folder, editorWords);
  const items = Object.values(schemes).map((scheme): PickItem<SchemeId> => {
    const fault = "problem" in graph ? undefined : schemeFault(scheme.id, graph);
    const label = explanation(scheme.title, locale);
    const { id } = scheme;
    const description = isScored(id) ? vscode.l10n.t("{0} · scored when the run starts", id) : id;
    return fault === undefined
      ? { label, description, detail: explanation(scheme.summary, locale), value: id }
      : { label: `$(circle-slash) ${label}`, description, detail: problemMessage(fault, locale) };
  });
  const answer = await ask<SchemeId>({
    ...step,
    placeholder: vscode.l10n.t("How the density of the whole is shared out among the layers of {0}", choice.model),
    items: () => items,
    active: (value) => value === choice.scheme,
    onLook: (scheme) => {
      onLook({ ...choice, scheme });
    },
  });
  if (answer === "back" || answer === "cancelled") return answer;
  return { value: { ...choice, scheme: answer.value } };
}
