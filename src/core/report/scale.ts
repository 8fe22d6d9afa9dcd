/** At which scale something was tried: how many runs of what, on how many images, for how long. */
import { dataFormats } from "../data/formats";
import type { Plan } from "../experiment/plan";
import { modelTitle } from "../experiment/plans";
import { count, significant } from "../run/words";
import type { Locale } from "../template";
import { listed, saying } from "./phrases";

/** "57 runs, 3 seeds: cifar_resnet_8_8; 4,000 built-in images; 6 epochs". */
export function scaleWords(plans: readonly Plan[], locale: Locale): string {
  const say = saying(locale);
  const of = (part: (plan: Plan) => string | number) => [...new Set(plans.map(part))];
  const seeds = of(({ seed }) => seed).length;
  const epochs = of(({ train }) => train.epochs).sort((one, other) => Number(one) - Number(other));
  const parts: Readonly<Record<"models" | "images" | "epochs", string>> = {
    models: listed(of(({ model }) => modelTitle(model)).map(String), locale),
    images: listed(of((plan) => imagesWords(plan, locale)).map(String), locale),
    epochs: listed(epochs.map(String), locale),
  };
  const shares = of(shareOf).filter((share) => share !== 1);
  const shrunk = shares.length === 0 ? {} : { share: listed(shares.map(String), locale) };
  return say("scale", { runs: count(plans.length, locale), seeds, ...parts, ...shrunk });
}

/** Of the whole experiment, where its file has a `scale` that shrinks it. */
function shareOf(plan: Plan): number {
  return "scale" in plan && typeof plan.scale === "number" ? plan.scale : 1;
}

/** What is trained on, less what is held back for validation. */
function imagesWords({ data, train: { validation } }: Plan, locale: Locale): string {
  const say = saying(locale);
  const number = data.format === "builtin" ? data.train : data.limit;
  const held = validation > 0 ? { held: significant(100 * validation, locale) } : {};
  const name = data.format === "builtin" ? say("images.builtin") : dataFormats[data.format].title;
  return number === undefined
    ? say("images.all", { name, ...held })
    : say("images.some", { name, count: count(number, locale), ...held });
}
