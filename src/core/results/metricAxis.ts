/** A metric as charts and tables name and write it. */
import { describeMetric } from "../evaluation/metrics";
import type { NumberFormat } from "../chart/format";
import { isImageShare, metricTitle } from "../run/metricWords";
import type { Locale } from "../template";
import { saying } from "./phrases";

export interface MetricAxis {
  readonly name: string;
  /** With its unit. */
  readonly title: string;
  readonly format: NumberFormat;
  /** Of its differences. */
  readonly differences: NumberFormat;
}

export function metricAxis(id: string, locale: Locale): MetricAxis {
  const name = metricTitle(id, locale);
  const isShare = isImageShare(id);
  const unit = isShare ? "%" : (describeMetric(id)?.unit ?? "");
  return {
    name,
    title: saying(locale)("axis.metric", { title: name, ...(unit !== "" && { unit }) }),
    format: isShare ? "percent" : "number",
    differences: isShare ? "points" : "number",
  };
}
