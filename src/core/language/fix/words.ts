/** One word, written instead of another. */
import { isMap, isScalar, isSeq, type Node } from "yaml";
import { presetChoice } from "../../model/presetNames";
import { nearest } from "../../nearest";
import type { Span } from "../../problem";
import { anchors } from "../anchors";
import { wordSpan } from "../values";
import { change, type Draft, type Fixer } from "./draft";
import { addPair } from "./missing";
import { mappingOf, pairNamed, wordOf, type Site } from "./site";

/** The key that was most likely meant, unless it is there already. */
export const nearestKey: Fixer = (site) => {
  const { nearest: near } = site.problem.args;
  const map = mappingOf(site);
  if (typeof near !== "string" || map === undefined || pairNamed(map, near) !== undefined) return [];
  return changeWord(site, near);
};

/** The word a problem says was most likely meant. */
export const nearestWord: Fixer = (site) => {
  const { nearest: near } = site.problem.args;
  return typeof near === "string" ? changeWord(site, near) : [];
};

export const nearestLayer: Fixer = (site) => {
  const { kind, supported } = site.problem.args;
  const near = nearest(String(kind), String(supported).split(", "));
  return near === undefined ? [] : changeWord(site, near);
};

/** An anchor above with nearly the alias's name. */
export const nearestAnchor: Fixer = ({ document, problem: { span, args }, source }) => {
  const { yaml } = document;
  if (!source.startsWith("*")) return [];
  const above = anchors(document).filter(({ node }) => yaml.span(node).end <= span.start);
  const near = nearest(
    String(args.name),
    above.map(({ name }) => name),
  );
  return near === undefined ? [] : change(span, `*${near}`);
};

export const knownVersion: Fixer = ({ problem: { span, args } }) => change(span, String(args.known));

/** The least that every scheme and model of the grid can have there. */
export const leastDensity: Fixer = (site) => {
  const { document, node, places, problem } = site;
  const least = Math.max(...argumentsThere(site, "least"));
  if (!Number.isFinite(least)) return [];
  if (wordOf(site) !== undefined) return change(problem.span, String(least));
  if (!isMap(node)) return [];
  const section = places.flatMap(({ pair }) => (isScalar(pair?.key) ? [pair.key.value] : [])).at(-1);
  if (section === "prune") return addPair(site, node, "density", least);
  const isBare = node === document.yaml.contents && pairNamed(node, "prune") === undefined;
  return isBare ? addPair(site, node, "prune", { density: least }) : [];
};

/** The longest that ends before all of the grid's trainings do. */
export const longestWarmup: Fixer = (site) => {
  const longest = Math.ceil(Math.min(...argumentsThere(site, "epochs"))) - 1;
  return wordOf(site) === undefined ? [] : change(site.problem.span, String(longest));
};

export const exactSampling: Fixer = (site) => changeWord(site, "exact");

/** In a preset's name, or in a family's depth. */
export const nearestDepth: Fixer = (site) => {
  const { depth, nearest: near } = site.problem.args;
  const word = wordOf(site);
  if (word !== undefined) return changeWord(site, String(word.value).replace(`_${depth}`, `_${near}`));
  return changeDepth(site, Number(depth), Number(near));
};

export const nearestModel: Fixer = (site) => {
  const { name, nearest: near } = site.problem.args;
  if (typeof near !== "string" || wordOf(site) !== undefined) return nearestWord(site);
  const choice = presetChoice(near);
  const found = /^([A-Za-z]+)(\d+)$/.exec(String(name));
  if (choice === undefined || found?.[1] !== choice.family) return [];
  return changeDepth(site, Number(found[2]), choice.depth);
};

/** Keeps the quotes. */
function changeWord(site: Site, text: string): readonly Draft[] {
  const word = wordOf(site);
  return word === undefined ? [] : change(wordSpan(site.document, word), text);
}

function changeDepth({ node, document }: Site, depth: number, near: number): readonly Draft[] {
  const written = isMap(node) ? pairNamed(node, "depth")?.value : undefined;
  const items: readonly unknown[] = isSeq(written) ? written.items : [written];
  const item = items.find((each): each is Node => isScalar(each) && each.value === depth);
  return item === undefined ? [] : change(document.yaml.span(item), String(near));
}

/** An argument of all problems of one kind at one place. */
function argumentsThere({ document, problem }: Site, name: string): number[] {
  return document.problems
    .filter(({ code, span }) => code === problem.code && sameSpan(span, problem.span))
    .flatMap(({ args }) => (typeof args[name] === "number" ? [args[name]] : []));
}

function sameSpan(left: Span, right: Span): boolean {
  return left.start === right.start && left.end === right.end;
}
