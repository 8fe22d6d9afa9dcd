/** What the results page says, in English. Another language is another table with the same ids. */
import { fill, type Arguments, type Locale } from "../template";
import { japanese } from "./phrases.ja";

/** By chart; `{name}` and `[[ … ]]` are as in `fill`. */
export const english = {
  "tab.training": "Training",
  "tab.accuracy": "Accuracy",
  "tab.schemes": "Schemes",
  "tab.reliability": "Reliability",
  "tab.outliers": "Outliers",
  "tab.robustness": "Robustness",
  "tab.gradientFlow": "Gradient flow",
  "tab.layers": "Layers",
  "tab.cost": "Cost",
  "tab.table": "Table",
  "axis.epoch": "epoch",
  "axis.step": "step",
  "axis.time.s": "training time (s)",
  "axis.time.min": "training time (min)",
  "axis.time.h": "training time (h)",
  "axis.loss": "loss (nats)",
  "axis.accuracy": "accuracy (%)",
  "axis.density": "density (share of weights kept)",
  "axis.width": "width (filters of the first segment)",
  "axis.depth": "depth (layers)",
  "axis.metric": "{title}[[ ({unit})]]",
  "note.empty": "No runs are chosen: choose runs in the tree or on this page.",
  "note.best": "Tests are of the weights of the epoch that was best by validation.",
  "note.untested": "{count} of {total} runs have not been tested yet and are left out.",
  "curves.training.loss": "Training loss",
  "curves.training.accuracy": "Training accuracy",
  "curves.validation.loss": "Validation and test loss",
  "curves.validation.accuracy": "Validation and test accuracy",
  "training.none": "No run has a point to draw yet.",
  "training.one": "{label} ends at {value} ({axis} {x}).",
  "training.many": "{count} runs, by their last points: from {low} ({lowLabel}) to {high} ({highLabel}).",
  "training.smoothed": "Lines are smoothed with weight {weight}; the values as measured are faint behind them.",
  "training.time": "Training time is that of the training steps: pauses and tests do not count.",
  "training.noValidation":
    "{count} of {total} runs hold no images back for validation: set train.validation to see how they do while they train.",
  "training.noSteps": "{count} of {total} runs have not begun to train.",
  "training.raw": "{label}, as measured",
  "training.test": "{label}, test",
  "metric.against.density": "{metric} against density",
  "metric.against.width": "{metric} against width",
  "metric.against.depth": "{metric} against depth",
  "metric.level": "{label} is not behind dense down to density {density}[[, and {gap} points behind at {below}]].",
  "metric.behind":
    "{label} falls behind dense by at most {worst} points down to density {density}[[, and by {gap} points at {below}]].",
  "metric.off": "{label} is {gap} points behind dense at density {density} already.",
  "metric.others": "{count} more are drawn.",
  "metric.range": "{label}: {first} at {x}[[, {last} at {end}]].",
  "metric.denseAt": "Dense networks get {value}.",
  "metric.dense": "dense",
  "metric.denseOf": "dense, {model}",
  "metric.interval": "{label}, 95 % interval",
  "metric.missing": '{count} of {total} networks have no "{metric}": add {id} to evaluate.',
  "metric.noDense": "{count} of {total} sparse networks have no tested dense twin among these runs.",
  "metric.noWidth": "{count} of {total} networks have no width: only networks of the family cifar_resnet do.",
  "metric.noDepth": "{count} of {total} networks have no depth that is known: only networks of a family do.",
  "metric.oneSeed": "{count} of {total} networks have one seed only, which says nothing of the spread.",
  "metric.nothing": 'No tested network has "{metric}".',
  "paper.label": "published: {model}, {scheme}",
  "paper.note":
    "Published points: {source}. They were read off a figure, to ±{error} points where a mark is partly hidden; they say nothing of their spread.",
} as const;

export type PhraseId = keyof typeof english;

/** What is said, in one language. */
export type Say = (id: PhraseId, args?: Arguments) => string;

export function saying(locale: Locale): Say {
  return (id, args = {}) => fill(tables[locale][id], args);
}

/** Sentences one after another. */
export function sentences(all: readonly string[], locale: Locale): string {
  return all.join(locale === "ja" ? "" : " ");
}

const tables: Readonly<Record<Locale, Readonly<Record<PhraseId, string>>>> = { en: english, ja: japanese };
