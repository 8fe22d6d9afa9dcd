/** What is said of runs, in English. Another language is another table with the same ids. */
import { fill, type Arguments, type Locale } from "../template";
import { japanese } from "./phrases.ja";

/** `{name}` and `[[ … ]]` are as in `fill`. */
export const english = {
  "status.queued": "waiting",
  "status.running": "training",
  "status.interrupted": "interrupted",
  "status.completed": "completed",
  "status.stopped": "stopped",
  "status.failed": "failed",
  points: "{value} points",
  "progress.testing": "testing {share}",
  "progress.preparing": "preparing",
  "progress.scoring": "scoring",
  "progress.epoch": "epoch {epoch}/{epochs}",
  image: "1 image",
  images: "{count} images",
  "scoring.doing": "scoring weights for {scheme}[[ on {images}]]",
  "scoring.done": "weights scored for {scheme}[[ on {images}]] in {time}",
  "summary.queued": "This run waits for its turn.",
  "summary.scoring": "This run is {scoring}, which decides on its mask.",
  "summary.preparing": "This run is reading its images and drawing its mask.",
  "summary.running":
    "Training is in epoch {epoch} of {epochs}[[: training loss {loss}]][[, validation accuracy {validation}]].",
  "summary.completed": "All {epochs} epochs are done[[: training loss {loss}]][[, validation accuracy {validation}]].",
  "summary.stopped":
    "Training was stopped in epoch {epoch} of {epochs}[[: training loss {loss}]][[, validation accuracy {validation}]].",
  "summary.interrupted":
    "Training was interrupted in epoch {epoch} of {epochs}[[: training loss {loss}]][[, validation accuracy {validation}]].",
  "summary.failed":
    "Training failed in epoch {epoch} of {epochs}[[: training loss {loss}]][[, validation accuracy {validation}]].",
  "summary.result":
    "It gets {accuracy} of the test images right[[, its dense twin {dense}]][[: a difference of {difference}]].",
  "verdict.equivalent": "equivalent to dense within ±{margin} points",
  "verdict.better": "better than dense",
  "verdict.worse": "worse than dense",
  "verdict.oneSeed": "undecided: one seed tells nothing of the spread",
  "verdict.never": "undecided: more seeds than anybody trains",
  "verdict.oneMore": "undecided: about 1 more seed",
  "verdict.more": "undecided: about {seeds} more seeds",
  "verdict.rule.differences": "Differences to the dense twin are in points of accuracy and paired by seed.",
  "verdict.rule.equivalent": "Equivalent: their 95 % interval (Student's t) lies within ±{margin} points.",
  "verdict.rule.margin": "margin",
  "verdict.rule.better": "Otherwise better or worse: the interval lies wholly above or below 0.",
  "verdict.rule.undecided":
    "Otherwise undecided, with about how many more seeds would decide in four of five repetitions.",
  scale: "[[Scale {scale}: ]]{share} of the experiment's epochs and images; the results stand for this scale only.",
  "cell.seeds": "{seeds} seeds, mean {mean}[[ (95 %: {low} to {high})]]",
  "cell.difference": "{own}; {difference}[[ (95 %: {low} to {high})]], {verdict}",
  "comparison.network": "network",
  "comparison.seeds": "seeds",
  "comparison.mean": "mean",
  "comparison.sd": "sd",
  "comparison.interval": "95 % interval",
  "comparison.dense": "dense",
  "comparison.difference": "difference",
  "comparison.differenceInterval": "its 95 % interval",
  "comparison.verdict": "verdict",
  "comparison.count": "{tested} of {all}",
  "comparison.range": "{low} to {high}",
  "ended.unqueued": "Taken out of the queue before it started.",
  "ended.killed": "Ended at once.",
  "ended.died":
    "The training process {how} in epoch {epoch}. Its last output is in {log} in the run's folder; resume the run to go on from its last checkpoint.",
  "ended.code": "ended with code {code}",
  "ended.signal": "was ended by {signal}",
  "ended.start": "could not be started ({error})",
  diverged:
    "Training diverged at step {step} (epoch {epoch}): infinity or NaN in {place}[[ of {layer}]]. The learning rate was {rate}: lower train.optimizer.lr or add train.schedule.warmup.[[ The checkpoint of step {checkpoint} is kept.]]",
  "diverged.input":
    "Training stopped at step {step} (epoch {epoch}): infinity or NaN in {place}. Check the data set and its normalisation.[[ The checkpoint of step {checkpoint} is kept.]]",
  "place.input": "the images",
  "place.weight": "the weights",
  "place.output": "the output",
  "place.gradient": "the gradient",
  "place.momentum": "the momentum",
  "place.statistics": "the running statistics",
  "place.loss": "the loss",
  "device.sparse": "{threads}, {module}",
  "device.thread": "1 CPU thread",
  "device.threads": "{count} CPU threads",
  "module.relaxed": "relaxed SIMD",
  "module.simd128": "plain SIMD",
  step: "{own} ms[[, of its dense twin {dense} ms]][[ ({times} times as long)]]",
  "choice.asked": "{engine}, as asked for",
  "choice.kept": "{engine}, as before it was interrupted",
  "choice.only": "{engine}: no other engine works here",
  "choice.fastest": "{engine}, the fastest here[[: {own} ms a step ({others})]]",
  "filter.number": '"{term}" compares with no number; write something like {key}<0.1.',
} as const;

export type RunPhraseId = keyof typeof english;

export function runPhrase(id: RunPhraseId, args: Arguments, locale: Locale): string {
  return fill(tables[locale][id], args);
}

const tables: Readonly<Record<Locale, Readonly<Record<RunPhraseId, string>>>> = { en: english, ja: japanese };
