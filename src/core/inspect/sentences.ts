/** What a checkpoint file and its layers are like, in words: for those who cannot or need not look at pictures. */
import { formatNumber } from "../chart/format";
import { count, significant } from "../run/words";
import type { Locale } from "../template";
import type { FileDifference, InspectedLayer, Inspection } from "./inspection";
import { saying } from "./phrases";

export function fileSentence({ format, layers, total }: Inspection, locale: Locale): string {
  const { density, kept, size } = total;
  return saying(locale)("file", {
    ...{ format, density: significant(density), kept: count(kept), size: count(size), layers: count(layers.length) },
  });
}

export function layerSentence(layer: InspectedLayer, locale: Locale): string {
  const { name, shape, density, kept, size, deadFilters, fanIn, fanOut } = layer;
  return saying(locale)("layer", {
    ...{ name, shape: shape.join(" × "), density: significant(density), kept: count(kept), size: count(size) },
    ...{ leastIn: count(fanIn.least), mostIn: count(fanIn.most), in: count(mostOf(fanIn)) },
    ...{ leastOut: count(fanOut.least), mostOut: count(fanOut.most), out: count(mostOf(fanOut)) },
    ...(deadFilters > 0 && { dead: count(deadFilters), units: count(unitsOf(fanIn)) }),
  });
}

/** What two files are called. */
export type Compared = Readonly<Record<"first" | "second", string>>;

/** Whose order of axes was taken for files that do not say their own, a sentence each. */
export function assumedSentences({ assumed }: FileDifference, files: Compared, locale: Locale): readonly string[] {
  return (["first", "second"] as const).flatMap((which) => {
    const order = assumed[which];
    return order === undefined ? [] : [saying(locale)(`assumed.${order}`, { file: files[which] })];
  });
}

/** What two files keep of a layer. */
export function comparedSentence(
  { name, counts, overlap, twin }: FileDifference["layers"][number],
  files: Compared,
  locale: Locale,
): string {
  const say = saying(locale);
  if (counts === undefined || overlap === undefined) return say("compared.none", { name, second: files.second });
  const { both, onlyFirst, onlySecond } = counts;
  return say("compared.layer", {
    ...{ name, ...files, ...(twin !== undefined && { twin }), overlap: formatNumber(overlap, "percent", locale) },
    ...{ both: count(both), onlyFirst: count(onlyFirst), onlySecond: count(onlySecond) },
  });
}

type Fan = InspectedLayer["fanIn"];

/** What a unit has of which everything is kept. */
export function mostOf({ bins }: Fan): number {
  return bins.at(-1)?.to ?? 0;
}

export function unitsOf({ bins }: Fan): number {
  return bins.reduce((sum, { units }) => sum + units, 0);
}

/** Of a layer's picture: output units down, inputs with their kernel positions across. */
export function extentOf({ size, fanIn }: InspectedLayer): { readonly rows: number; readonly columns: number } {
  const rows = Math.max(1, unitsOf(fanIn));
  return { rows, columns: Math.max(1, size / rows) };
}
