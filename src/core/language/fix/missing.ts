/** What is to be there and is not, where it is sure what. */
import { isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import { keysOf, keyword, omissible } from "../../experiment/forms";
import { evaluateSchema } from "../../experiment/schema";
import type { YamlSource } from "../document";
import type { TextEdit } from "../edit";
import { slotAt, type Slot } from "../slot";
import { formatsNamed, usualValue } from "../usual";
import { valuesAt } from "../values";
import { valueText } from "../valueText";
import { change, draft, type Draft, type Fixer } from "./draft";
import { itemInsertion, pairInsertion } from "./insertion";
import { remove } from "./remove";
import { mappingOf, pairNamed, quoteOf, wordOf, type Site } from "./site";

/** What to start with where a key must be there. */
const starters: Readonly<Record<string, unknown>> = { version: 1, model: "cifar_resnet_20", path: "./folder" };

export const addKey: Fixer = (site) => {
  // A problem of a model file says the value too.
  const key = String(site.problem.args.key).replace(/:.*/, "");
  const map = site.document.kind === "model" ? site.document.yaml.contents : mappingOf(site);
  return Object.hasOwn(starters, key) && isMap(map) ? addPair(site, map, key, starters[key]) : [];
};

/** Images in colour, as those of most data sets. */
export const addInput: Fixer = (site) => {
  const { contents } = site.document.yaml;
  return isMap(contents) && pairNamed(contents, "input") === undefined
    ? addPair(site, contents, "input", [3, 32, 32])
    : [];
};

/** Measures what a setting is for. */
export const addMetric: Fixer = (site) => {
  const { yaml } = site.document;
  const written = isMap(yaml.contents) ? pairNamed(yaml.contents, "evaluate") : undefined;
  const isElsewhere = valuesAt(yaml, ["evaluate"]).length > 0 && written === undefined;
  if (!isMap(yaml.contents) || isElsewhere) return [];
  const { contents } = yaml;
  const metrics = String(site.problem.args.metrics).split(", ");
  const usual: unknown = keyword(evaluateSchema, "default");
  return metrics.flatMap((metric) => {
    if (written === undefined) {
      const all = [usual, metric].flat();
      return addPair(site, contents, "evaluate", all, metrics.length === 1);
    }
    const list = written.value;
    if (!isSeq(list) || !list.items.every(isScalar)) return [];
    return draft("fix.measure", { metric }, itemInsertion(site.document, list, [metric]), metrics.length === 1);
  });
};

/** The least whole numbers that are not among the seeds. */
export const addSeeds: Fixer = (site) => {
  const { node, pair, document } = site;
  const { contents } = document.yaml;
  if (isScalar(pair?.key) && pair.key.value === "seeds") {
    if (!isSeq(node) || !node.items.every(isScalar)) return [];
    const given = node.items.map(({ value }) => value);
    const free = [1, 2, 3, 4, 5].filter((seed) => !given.includes(seed));
    const more = free.slice(0, Math.max(0, 3 - given.length));
    return draft("fix.add", { text: more.join(", ") }, itemInsertion(document, node, more));
  }
  const isWritten = valuesAt(document.yaml, ["seeds"]).length > 0;
  return isMap(contents) && !isWritten ? addPair(site, contents, "seeds", [1, 2, 3]) : [];
};

/** What holds where nothing is written, or the line goes. */
export const fillEmpty: Fixer = (site) => {
  const { document, pair } = site;
  const slot = slotOf(site);
  if (pair === undefined) return remove(site);
  const name = isScalar(pair.key) ? String(pair.key.value) : "";
  const isOmissible = slot?.schema === undefined || omissible(slot.schema);
  const value = isOmissible ? slot && usualOf(document, slot) : starters[name];
  const filled =
    value === undefined
      ? []
      : draft("fix.change", { text: `${name}: ${valueText(value)}` }, valueEdit(document, pair, value), !isOmissible);
  return [...(isOmissible ? remove(site) : []), ...filled];
};

export const fillEmptyList: Fixer = (site) => {
  const slot = slotOf(site);
  if (site.pair === undefined || slot?.schema === undefined) return remove(site);
  const value = usualOf(site.document, slot);
  return [
    ...(value === undefined ? [] : change(site.problem.span, valueText(value))),
    ...(omissible(slot.schema) ? remove(site, value === undefined) : []),
  ];
};

/** `data: cifar10` with the folder it needs. */
export const addFolder: Fixer = (site) => {
  const { problem, source } = site;
  if (wordOf(site) === undefined) return [];
  return change(problem.span, valueText({ format: problem.args.format, path: starters.path }, quoteOf(source)));
};

/** Where such a mapping usually has it. */
export function addPair(
  { document }: Site,
  map: YAMLMap,
  key: string,
  value: unknown,
  preferred = true,
): readonly Draft[] {
  const first = map.items[0]?.key;
  const slot = isNode(first) ? slotAt(document.yaml, document.kind, document.yaml.span(first)) : undefined;
  const edit = pairInsertion(document, map, key, value, keysOf(slot?.mapping?.allForms ?? []));
  return draft("fix.add", { text: `${key}: ${valueText(value)}` }, edit, preferred);
}

/** Of the key whose value the place is to have. */
function slotOf({ document: { yaml, kind }, pair }: Site): Slot | undefined {
  return isNode(pair?.key) ? slotAt(yaml, kind, yaml.span(pair.key)) : undefined;
}

/** One value or a list of them. */
function usualOf({ yaml }: YamlSource, slot: Slot): unknown {
  const usual = usualValue(slot, formatsNamed(yaml)[0] ?? "builtin");
  return typeof usual === "object" && !Array.isArray(usual) ? undefined : usual;
}

/** Puts a value behind its key, where there is none or `null`. */
function valueEdit({ text, yaml }: YamlSource, { key, value }: Pair, wanted: unknown): TextEdit | undefined {
  if (!isNode(key)) return undefined;
  const { end } = yaml.span(key);
  const written = isNode(value) ? yaml.span(value) : undefined;
  if (written !== undefined && written.start < written.end) return { span: written, text: valueText(wanted) };
  const colon = /^[ \t]*:/.exec(text.slice(end, end + 100))?.[0];
  const at = end + (colon ?? "").length;
  if (!/^[ \t]*(?:[#,}\r\n]|$)/.test(text.slice(at, at + 100))) return undefined;
  return { span: { start: at, end: at }, text: `${colon === undefined ? ":" : ""} ${valueText(wanted)}` };
}
