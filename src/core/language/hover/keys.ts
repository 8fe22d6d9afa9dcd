/** What a key means: its type, what holds without it, what it may be. */
import * as Type from "typebox";
import { choicesAt, type Choice } from "../choices";
import { discriminator } from "../../experiment/forms";
import { listForm } from "../grammar";
import { declarationOf, descriptionOf, usualWords } from "../keyWords";
import { code } from "../markdown";
import { typeWords } from "../typeWords";
import { formatsNamed } from "../usual";
import { valueOf, type Words } from "./words";

export const keyWords: Words = (document, slot, { locale }) => {
  const { path, mapping } = slot;
  const key = path.at(-1) ?? "";
  const all = mapping?.allForms ?? [];
  const forms = key === discriminator(all) ? all : (mapping?.forms ?? []);
  const schema = declarationOf(forms, key);
  if (schema === undefined) return [];
  const list = listForm(schema);
  const choices = choicesAt({ ...slot, schema: list && Type.IsArray(list) ? list.items : slot.schema! }, locale);
  const name = `**${path.join(".")}**`;
  return [
    choices.length > 0 ? name : `${name}: ${typeWords(schema, locale)}`,
    descriptionOf(schema, forms, key, locale),
    usualWords({ ...slot, schema }, formatsNamed(document.yaml), locale, code) ?? "",
    choices.map(choiceLine).join("\n"),
  ];
};

/** A word that is one of those known there. */
export const choiceWords: Words = (document, slot, { locale }) => {
  const value = valueOf(document, slot);
  const choice = choicesAt(slot, locale).find(({ text }) => text === value);
  if (choice === undefined || choice.description === "") return [];
  const { text, title, description, facts } = choice;
  return [`**${title ?? text}**: ${description}`, facts ?? ""];
};

function choiceLine({ text, description }: Choice): string {
  return `- ${code(text)}${description === "" ? "" : `: ${description}`}`;
}
