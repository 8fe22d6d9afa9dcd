import type { EventOf } from "./event";
import { significant } from "./words";

export type Divergence = EventOf<"diverged">;

/** Where training diverged, what can be done about it and what is left, in sentences for a person. */
export function divergenceWords({ step, epoch, rate, what, layer, checkpoint }: Divergence): string {
  const place = layer === undefined || what === "input" ? places[what] : `${places[what]} of ${layer}`;
  const found = `at step ${step} (epoch ${epoch}): infinity or NaN in ${place}`;
  const kept = checkpoint > 0 ? ` The checkpoint of step ${checkpoint} is kept.` : "";
  if (what === "input") return `Training stopped ${found}. Check the data set and its normalisation.${kept}`;
  const advice = `The learning rate was ${significant(rate)}: lower train.optimizer.lr or add train.schedule.warmup.`;
  return `Training diverged ${found}. ${advice}${kept}`;
}

const places: Readonly<Record<Divergence["what"], string>> = {
  input: "the images",
  weight: "the weights",
  output: "the output",
  gradient: "the gradient",
  momentum: "the momentum",
  statistics: "the running statistics",
  loss: "the loss",
};
