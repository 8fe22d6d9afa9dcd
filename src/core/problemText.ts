/** What can be wrong with a user's text, in English. Another language is another table with the same codes. */
import { modelProblems } from "./model/problems";
import { argumentInJapanese, japanese } from "./problemText.ja";
import { fill, type Arguments, type Locale } from "./template";

export const english = {
  ...modelProblems,
  "yaml-syntax": "This is not valid YAML: {message}.",
  "yaml-depth": "Lists and mappings are nested more than {limit} deep here; write them flatter.",
  "yaml-documents": "A second document starts here, but a file holds a single one; put it in a file of its own.",
  "yaml-tag": "{message}; remove the tag.",
  "alias-unknown": 'No value with the anchor "&{name}" ends above this alias; define one first, as in "&{name} 0.1".',
  "alias-too-large": "The aliases of this file unfold to more than {limit} values; write fewer of them.",
  "not-an-experiment":
    'This is {found}, but an experiment file is a mapping that starts with "version: 1" and "model: …".',
  "version-unsupported":
    "This file is of version {found}, but this Sparse Explorer reads version {known}; update Sparse Explorer.",
  "version-unknown": "There is no version {found} of such a file; write version: {known}.",
  "missing-key": '"{key}" is missing[[ in {parent}]]; add it.',
  "duplicate-key": '"{key}" is given twice; remove one of the two.',
  "unknown-key": 'There is no key "{key}"[[ in {parent}]]. Known keys: {known}[[ (did you mean "{nearest}"?)]].',
  "key-not-applicable": '"{key}" has no meaning for {choice}; remove it. Keys that apply: {known}.',
  "empty-value": "{key} is empty; give it a value or remove it.",
  "empty-list": "{key} is an empty list; give it at least one value.",
  "expected-number": "{key} is {found}, but must be a number.",
  "expected-integer": "{key} is {found}, but must be a whole number.",
  "expected-boolean": "{key} is {found}, but must be true or false.",
  "expected-text": "{key} is {found}, but must be a text.",
  "expected-list": "{key} is {found}, but must be a list, as in [{example}].",
  "expected-mapping": "{key} is {found}, but must be a mapping with the keys {known}.",
  "nested-list": "{key} has a list within a list here; a grid's axis is one list of single values.",
  "out-of-range":
    "{key} is {found}, but must be[[ greater than {above}]][[ at least {least}]][[ and less than {below}]][[ and at most {most}]].",
  "unknown-value": '{key} is {found}, but must be one of: {known}[[ (did you mean "{nearest}"?)]].',
  "data-needs-path": "data: {format} needs the folder of its files: write { format: {format}, path: ./folder }.",
  "data-unusable": "{message}",
  "model-file-missing": 'There is no model file "{file}" here; a model is such a file or a preset\'s name.',
  "model-file-kind": '"{file}" is no model file: its name must end in .model.yaml, .model.yml or .json.',
  "model-file-problem": "{file}:{line}:{column}[[: {cause}]]",
  "model-unfit":
    "The images of {data} do not fit this model. The input of {input} is too small for {model}; use a larger one.",
  "density-infeasible":
    "{scheme} cannot keep {density} of the weights of {model}[[: the least feasible density is {least}]].",
  "sampling-not-applicable":
    "prune.sampling is bernoulli, but {scheme} keeps the weights with the best scores and draws none; write sampling: exact.",
  "warmup-too-long": "train.schedule.warmup is {warmup} epochs, but must be less than train.epochs, which is {epochs}.",
  "setting-unused": "{key} has no effect: evaluate lists none of the metrics it is for ({metrics}).",
  "outliers-none":
    "evaluation.outliers names no images to tell the test images from: leave builtin or noise at true, or give a data set's folder.",
  "outliers-own-data":
    "evaluation.outliers names {format}, but that is the data set the network is trained on; name another one.",
  "axis-of-one": "{key} is a list of one value, which makes no axis; write the value alone.",
  "range-without-step": "{key} is a range without steps: give its step (a distance) or times (a ratio).",
  "range-two-steps": "{key} is a range with both step and times; give one of them.",
  "range-times-sign": "{key} is a range by ratio, so from and to must both be greater than 0 or both be less.",
  "range-too-long": "{key} is a range of more than {limit} values; make its step larger or its ends nearer.",
  "batch-too-large":
    "With a batch of {found}, training {model} would need about {needed} of memory, but can have {given} here[[; write train.batch: {largest} or less]].",
  "few-seeds":
    "Networks are compared here, but the number of seeds is {found}; at least three tell a difference from chance: seeds: [1, 2, 3].",
  "exclude-without-effect":
    "No point of the grid agrees with all values given here, so nothing is left out; correct or remove it.",
  "grid-empty": "Every point of the grid is left out, so there is nothing to run; remove an entry of exclude.",
  "grid-too-large": "This grid has {found} runs, but at most {limit} fit one file; split it or shorten a list.",
} as const;

export type ProblemCode = keyof typeof english;

/** What is wrong, before it has a place in a text. */
export interface Fault {
  readonly code: ProblemCode;
  readonly args: Arguments;
  /** What is wrong elsewhere and led to this one, worded where the text says `{cause}`. */
  readonly cause?: Fault;
}

/** A problem in words, as sentences for a person. */
export function problemMessage({ code, args, cause }: Fault, locale: Locale = "en"): string {
  const { templates, argument } = languages[locale];
  const worded = Object.entries(args).map(([name, value]) => [name, argument(code, value)] as const);
  const causes = cause === undefined ? {} : { cause: problemMessage(cause, locale) };
  return fill(templates[code], { ...Object.fromEntries(worded), ...causes });
}

interface Language {
  readonly templates: Readonly<Record<ProblemCode, string>>;
  /** Arguments may be words of ours, which are not the same in every language. */
  readonly argument: (code: ProblemCode, value: string | number) => string | number;
}

const languages: Readonly<Record<Locale, Language>> = {
  en: { templates: english, argument: (_, value) => value },
  ja: { templates: japanese, argument: argumentInJapanese },
};
