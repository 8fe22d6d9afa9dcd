/** At which scale something was tried: how many runs of what, on how many images, for how long. */
import { dataFormats } from "../data/formats";
import { usedCount } from "../data/used";
import type { Plan } from "../experiment/plan";
import { modelTitle } from "../experiment/plans";
import { count, significant } from "../run/words";
import type { Locale } from "../template";
import { listed, saying } from "./phrases";

/** "57 runs, 3 seeds: cifar_resnet_8_8; 4,000 built-in images; 6 epochs". */
export function extentWords(plans: readonly Plan[], locale: Locale): string {
  const say = saying(locale);
  const of = (part: (plan: Plan) => string | number) => [...new Set(plans.map(part))];
  const seeds = of(({ seed }) => seed).length;
  const epochs = of(({ train }) => train.epochs).sort((one, other) => Number(one) - Number(other));
  const parts: Readonly<Record<"models" | "images" | "epochs", string>> = {
    models: listed(of(({ model }) => modelTitle(model)).map(String), locale),
    images: listed(of((plan) => imagesWords(plan, locale)).map(String), locale),
    epochs: listed(epochs.map(String), locale),
  };
  const shares = of(({ scale = 1 }) => scale);
  const shrunk = shares.every((share) => share === 1) ? {} : { share: listed(shares.map(String), locale) };
  return say("scale", { runs: count(plans.length, locale), seeds, ...parts, ...shrunk });
}

/** What is trained on, less what is held back for validation. */
function imagesWords({ data, train: { validation } }: Plan, locale: Locale): string {
  const say = saying(locale);
  const { limit, share = 1 } = data.format === "builtin" ? { limit: data.train } : data;
  const held = validation > 0 ? { held: significant(100 * validation, locale) } : {};
  const name = data.format === "builtin" ? say("images.builtin") : dataFormats[data.format].title;
  if (limit !== undefined) {
    return say("images.some", { name, count: count(usedCount(limit, { share }), locale), ...held });
  }
  return share === 1
    ? say("images.all", { name, ...held })
    : say("images.share", { share: significant(100 * share, locale), name, ...held });
}
