/** What is to go. */
import { isMap, isNode } from "yaml";
import { blanksBefore } from "../../blanks";
import { excerpt } from "../../model/textTree";
import { draft, type Draft, type Fixer } from "./draft";
import { removal } from "./removal";
import { pairNamed, type Site } from "./site";

/** The pair or the item at the place. */
export function remove({ document, places, node, pair }: Site, preferred = true): readonly Draft[] {
  const { text, yaml } = document;
  const named = isNode(pair?.key) ? pair.key : node;
  if (named === undefined) return [];
  const name = excerpt(text, yaml.span(named));
  return draft("fix.remove", { text: name }, removal(document, places), preferred);
}

export const removeIt: Fixer = (site) => remove(site);

/** A tag with the blanks behind it or, at the end of a line, before it. */
export const removeTag: Fixer = ({ document: { text }, problem: { span }, source }) => {
  // Brackets may not hold nothing between two commas.
  if (!source.startsWith("!") || /^[ \t]*[,}\]]/.test(text.slice(span.end))) return [];
  const behind = /^[ \t]+/.exec(text.slice(span.end))?.[0].length ?? 0;
  const isLast = /^[ \t]*(?:\r?\n|$)/.test(text.slice(span.end));
  const whole = isLast
    ? { start: blanksBefore(text, span.start), end: span.end }
    : { start: span.start, end: span.end + behind };
  return draft("fix.remove", { text: source }, { span: whole, text: "" });
};

/** Either of two keys that exclude one another. */
export const removeEither: Fixer = (site) => {
  const { node, places } = site;
  if (!isMap(node)) return [];
  return ["step", "times"].flatMap((name) => {
    const pair = pairNamed(node, name);
    if (pair === undefined || !isNode(pair.key)) return [];
    return remove({ ...site, node: pair.key, pair, places: [...places, { node: pair.key, pair }] }, false);
  });
};
