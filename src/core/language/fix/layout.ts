/** The right values in another form: out of a list, or behind blanks. */
import { isCollection, isMap, isNode, isScalar, isSeq } from "yaml";
import type { Problem } from "../../problem";
import { readYaml } from "../../yamlText";
import { applied } from "../edit";
import { isFlow } from "../places";
import { change, draft, type Fixer } from "./draft";
import { pairNamed, type Site } from "./site";

/** Takes the only value out of its list; a dash leaves a blank, so that what is below it stays in line. */
export const unlist: Fixer = ({ node, document: { text, yaml } }) => {
  const item = isSeq(node) && node.items.length === 1 ? node.items[0] : undefined;
  if (!isNode(node) || !isNode(item)) return [];
  const list = yaml.span(node);
  if (!isFlow(node)) return draft("fix.alone", {}, { span: { start: list.start, end: list.start + 1 }, text: " " });
  // A single pair may stand in brackets without braces, but not behind a colon.
  const isPair = isCollection(item) && !/[{[]/.test(text.charAt(yaml.span(item).start));
  const inside = text
    .slice(list.start + 1, list.end - 1)
    .trim()
    .replace(/\s*,$/, "");
  return isPair || /#|\n/.test(inside) ? [] : change(list, inside);
};

/** Two blanks for every tab before the first word of a line, where that is all there is to it. */
export const untab: Fixer = ({ document: { text }, problem }) => {
  if (!isAboutTabs(problem)) return [];
  const edits = [...text.matchAll(/^[ \t-]*\t[ \t]*/gm)].map(({ 0: blanks, index }) => {
    return { span: { start: index, end: index + blanks.length }, text: blanks.replaceAll("\t", "  ") };
  });
  const left = readYaml(applied(text, edits)).problems.some(isAboutTabs);
  return left ? [] : [{ title: "fix.indent", args: {}, edits, preferred: true }];
};

function isAboutTabs({ code, args }: Problem): boolean {
  return code === "yaml-syntax" && String(args.message).startsWith("Tabs");
}

/** The built-in outliers, where they are switched off. */
export const useBuiltin: Fixer = ({ node, document }: Site) => {
  const value = isMap(node) ? pairNamed(node, "builtin")?.value : undefined;
  return isScalar(value) && value.value === false ? change(document.yaml.span(value), "true") : [];
};
