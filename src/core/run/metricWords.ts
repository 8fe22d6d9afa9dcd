/** Metrics as people read them: the same in terminal, tree and chart page. */
import { describeMetric } from "../evaluation/metrics";
import { explanation } from "../language/explanations";
import type { Locale } from "../template";
import { percent, significant } from "./words";

/** "Accuracy"; what another version recorded goes by its id. */
export function metricTitle(id: string, locale: Locale): string {
  const [metric = "", set] = id.split("/");
  const title = describeMetric(metric)?.title;
  if (title === undefined) return id;
  return set === undefined ? explanation(title, locale) : `${explanation(title, locale)} (${set})`;
}

/** A value with its unit: "81.2 %" for shares of images, "0.642 nats", "0.031". */
export function metricValue(id: string, value: number, digits = 1): string {
  if (isImageShare(id)) return percent(value, digits);
  const unit = describeMetric(id)?.unit ?? "";
  return unit === "" ? significant(value) : `${significant(value)} ${unit}`;
}

/** Whether a metric counts images, and so its differences are points. */
export function isImageShare(id: string): boolean {
  return id === "accuracy" || id === "fgsm" || id === "pgd";
}
