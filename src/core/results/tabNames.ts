import type { Locale } from "../template";
import { saying } from "./phrases";

/** The tabs of the results page, in their order. */
export const tabIds = [
  "training",
  "accuracy",
  "schemes",
  "reliability",
  "outliers",
  "robustness",
  "gradientFlow",
  "layers",
  "cost",
  "table",
] as const;

export type TabId = (typeof tabIds)[number];

export function tabTitle(id: TabId, locale: Locale): string {
  return saying(locale)(`tab.${id}`);
}
