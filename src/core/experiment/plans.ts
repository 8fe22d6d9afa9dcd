/** What a plan is called, and when two are the same. */
import { dataFormats } from "../data/formats";
import { isRecord } from "../record";
import type { Locale } from "../template";
import type { ModelChoice, Plan, Pruning } from "./plan";

/**
 * Equal for two plans exactly when they are the same run: JSON with sorted keys, without what is for people only (where
 * a model file lies, what its network is called).
 */
export function planKey(plan: Plan): string {
  const { model } = plan;
  return canonical({ ...plan, model: "graph" in model ? { graph: { ...model.graph, name: "" } } : model });
}

/** For people: "cifar_resnet_20 · erk 0.1 · CIFAR-10 · seed 1"; the built-in images and scale 1 go without saying. */
export function planTitle(plan: Plan, locale: Locale = "en"): string {
  return `${cellTitle(plan, locale)} · ${{ en: "seed", ja: "シード" }[locale]} ${plan.seed}`;
}

/** The same for all seeds together. */
export function cellTitle({ model, prune, data, scale }: Plan, locale: Locale = "en"): string {
  const images = data.format === "builtin" ? [] : [dataFormats[data.format].title];
  const small = scale === undefined ? [] : [`${{ en: "scale", ja: "縮尺" }[locale]} ${scale}`];
  return [modelTitle(model), pruneWords(prune).join(" "), ...images, ...small].join(" · ");
}

/** The same as the stem of a file name: "cifar_resnet_20-erk-0.1-s1". */
export function planStem({ model, prune, data, scale, seed }: Plan): string {
  const images = data.format === "builtin" ? [] : [data.format];
  const small = scale === undefined ? [] : [`scale${scale}`];
  const parts = [modelTitle(model).slice(0, 60), ...pruneWords(prune), ...images, ...small, `s${seed}`];
  return parts.map((part) => part.replaceAll(/[^\w.]+/g, "_")).join("-");
}

/** A model file's network by the name it has there, else by its file's. */
export function modelTitle(model: ModelChoice): string {
  if ("preset" in model) return model.preset;
  const file = model.file.split(/[\\/]/).at(-1)!;
  const { name } = model.graph;
  return name === "" || name === unnamed ? file.replace(/(\.model)?\.(ya?ml|json)$/, "") || file : name;
}

/** What readers call a network that has no name. */
const unnamed = "model";

function pruneWords({ scheme, density, sampling }: Pruning): string[] {
  if (scheme === "dense") return ["dense"];
  return [scheme, String(density), ...(sampling === "bernoulli" ? ["bernoulli"] : [])];
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1))) : part,
  );
}
