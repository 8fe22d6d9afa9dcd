/** What a report says, in English. Another language is another table with the same ids. */
import { fill, type Arguments, type Locale } from "../template";
import { japanese } from "./phrases.ja";

/** `{name}` and `[[ … ]]` are as in `fill`. */
export const english = {
  "report.title": "Report: {title}",
  "fact.date": "Date",
  "fact.scale": "Scale",
  "fact.machine": "Trained on",
  "fact.version": "Made by",
  "claims.title": "What the paper claims, and what these runs say",
  "claims.rule":
    "Every comparison is paired by seed and judged by its 95 % interval. A claim is supported here where more than half of the comparisons are for it and none is against it, contradicted the other way round, and undecided otherwise. Differences in accuracy within the margin ({margin} points) count as none. The paper: Liu et al. 2022, arXiv 2202.02643.",
  "claims.question": "question",
  "claims.claim": "claim",
  "claims.verdict": "verdict",
  "claims.numbers": "numbers",
  "claims.scale": "scale",
  "charts.numbers": "The numbers of this chart",
  "charts.last": "The last point of each line; all {count} points are in {file}.",
  "charts.nothing": "Nothing of these runs to show: {tabs}.",
  "claim.match": "A randomly pruned network matches its dense twin in accuracy.",
  "claim.beat": "A randomly pruned network is more accurate than its dense twin.",
  "claim.width": "The gap to the dense twin shrinks as networks get wider.",
  "claim.depth": "The gap to the dense twin shrinks as networks get deeper.",
  "claim.ratios": "Layer-wise ratios decide: at equal densities of 0.2 and less, ERK is more accurate than Uniform.",
  "claim.outliers": "Randomly pruned networks tell unknown images from known ones better than dense twins (ROC-AUC).",
  "claim.ece": "Randomly pruned networks are better calibrated than their dense twins (expected calibration error).",
  "claim.nll":
    "Randomly pruned networks are less wrong about their certainty than dense twins (negative log-likelihood).",
  "claim.robustness": "Randomly pruned networks are more accurate under attack than their dense twins (FGSM).",
  "claim.erk": "At densities of 0.2 and less, ERK is ahead of Uniform and Uniform+.",
  "claim.snip": "At densities of 0.2 and less, the ratios of SNIP are ahead of Uniform and Uniform+.",
  "claim.gradients":
    "At equal density, schemes that more gradient flows through before training get a higher accuracy.",
  "needs.match": "Train sparse networks with their dense twins (dense: true).",
  "needs.beat": "Train sparse networks with their dense twins (dense: true).",
  "needs.width": "Train one network in two widths or more, with the dense twins of each (dense: true).",
  "needs.depth": "Train one network in two depths or more, with the dense twins of each (dense: true).",
  "needs.ratios": "Train with the schemes erk and uniform at an equal density of 0.2 or less.",
  "needs.outliers": "Add auc_msp to evaluate, and train the dense twins too (dense: true).",
  "needs.ece": "Add ece to evaluate, and train the dense twins too (dense: true).",
  "needs.nll": "Add nll to evaluate, and train the dense twins too (dense: true).",
  "needs.robustness": "Add fgsm to evaluate, and train the dense twins too (dense: true).",
  "needs.erk": "Train with the schemes erk, uniform and uniform_plus at a density of 0.2 or less.",
  "needs.snip": "Train with the schemes snip_ratio, uniform and uniform_plus at a density of 0.2 or less.",
  "needs.gradients": "Add gradient_flow to evaluate, and train with five schemes or more at equal density.",
  "verdict.supported": "supported here",
  "verdict.contradicted": "contradicted here",
  "verdict.undecided": "undecided",
  "verdict.untested": "not tested",
  "numbers.only": "{words}.",
  "numbers.counts": "Of {count} comparisons: {support} for it, {objection} against it, {open} undecided.",
  "numbers.best": "Most in its favour: {words}.",
  "numbers.worst": "Least in its favour: {words}.",
  "numbers.lower": "Lower is better.",
  "item.difference": "{mean}[[ ({low} to {high})]]",
  "item.set": "{label} ({set})",
  "item.beside": "{label} beside {other}",
  "item.width": "{label}, from a gap of {first} at width {from} to {last} at width {to}, shrinks by {change}",
  "item.depth": "{label}, from a gap of {first} at depth {from} to {last} at depth {to}, shrinks by {change}",
  "item.correlation": "at density {density} the rank correlation over {n} schemes is {rho} (p = {p})",
  ranking: "By mean accuracy, {model} at density {density}: {order}.",
  scale: "{runs} runs, {seeds} seeds; {models}; {images}; {epochs} epochs[[; at scale {share} of the experiment]]",
  "images.builtin": "built-in images",
  "images.share": "{share} % of {name}[[ ({held} % of the training images held back for validation)]]",
  "images.all": "{name}[[ ({held} % of the training images held back for validation)]]",
  "images.some": "{name} ({count} for training[[, {held} % of them held back for validation]])",
} as const;

export type PhraseId = keyof typeof english;

/** What is said, in one language. */
export type Say = (id: PhraseId, args?: Arguments) => string;

export function saying(locale: Locale): Say {
  return (id, args = {}) => fill(tables[locale][id], args);
}

/** "one, two, three". */
export function listed(all: readonly string[], locale: Locale): string {
  return all.join(locale === "ja" ? "、" : ", ");
}

const tables: Readonly<Record<Locale, Readonly<Record<PhraseId, string>>>> = { en: english, ja: japanese };
