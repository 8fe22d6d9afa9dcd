import type { Problem } from "../../problem";
import type { ProblemCode } from "../../problemText";
import type { Locale } from "../../template";
import type { LanguageDocument } from "../document";
import { applied, type TextEdit } from "../edit";
import { readYaml, type YamlText } from "../../yamlText";
import { phrase } from "../phrases";
import { asBoolean, asInteger, asList, asMapping, asNumber, asSetting, asText } from "./clothing";
import type { Fixer } from "./draft";
import { unlist, untab, useBuiltin } from "./layout";
import { addFolder, addInput, addKey, addMetric, addSeeds, fillEmpty, fillEmptyList } from "./missing";
import { remove, removeEither, removeIt, removeTag } from "./remove";
import { siteOf } from "./site";
import {
  exactSampling,
  knownVersion,
  leastDensity,
  longestWarmup,
  nearestAnchor,
  nearestDepth,
  nearestKey,
  nearestLayer,
  nearestModel,
  nearestWord,
} from "./words";

/** What an editor can do about a problem. */
export interface Fix {
  readonly kind: "quickfix";
  readonly title: string;
  /** In the text's order. */
  readonly edits: readonly TextEdit[];
  /** Whether it is most likely what was meant. */
  readonly preferred?: true;
}

/** The fixes of a problem of this document; none where it is not sure what is meant. */
export function fixes(document: LanguageDocument, problem: Problem, locale: Locale): readonly Fix[] {
  const drafts = fixers[problem.code]?.(siteOf(document, problem)) ?? [];
  // A lone carriage return makes a text of "0": what is written anew would be what is there.
  const changing = drafts.filter(({ edits }) =>
    edits.some(({ span, text }) => document.text.slice(span.start, span.end) !== text),
  );
  const sound = changing.filter(
    ({ edits }) => isBroken(document.yaml) || !isBroken(readYaml(applied(document.text, edits))),
  );
  return sound.map(({ title, args, edits, preferred }) => ({
    kind: "quickfix",
    title: phrase(title, args, locale),
    edits,
    ...(preferred && { preferred }),
  }));
}

/** In a text that can be read, a fix must leave one: strange ways of writing keys may make it another. */
function isBroken({ problems }: Pick<YamlText, "problems">): boolean {
  return problems.some(({ severity }) => severity === "error");
}

const fixers: Readonly<Partial<Record<ProblemCode, Fixer>>> = {
  "yaml-syntax": untab,
  "yaml-tag": removeTag,
  "alias-unknown": nearestAnchor,
  "version-unknown": knownVersion,
  "missing-key": addKey,
  "duplicate-key": removeIt,
  "unknown-key": nearestKey,
  "key-not-applicable": removeIt,
  "empty-value": fillEmpty,
  "empty-list": fillEmptyList,
  "expected-number": asNumber,
  "expected-integer": asInteger,
  "expected-boolean": asBoolean,
  "expected-text": asText,
  "expected-list": asList,
  "expected-mapping": asMapping,
  "unknown-value": nearestWord,
  "data-needs-path": addFolder,
  "density-infeasible": leastDensity,
  "sampling-not-applicable": exactSampling,
  "warmup-too-long": longestWarmup,
  "setting-unused": (site) => [...addMetric(site), ...remove(site, false)],
  "outliers-none": useBuiltin,
  "outliers-own-data": removeIt,
  "axis-of-one": unlist,
  "range-two-steps": removeEither,
  "few-seeds": addSeeds,
  "exclude-without-effect": removeIt,
  "model-unknown": nearestModel,
  "model-depth": nearestDepth,
  "model-unsupported-layer": nearestLayer,
  "model-unsupported-value": asSetting,
  "model-no-input-shape": addInput,
};
