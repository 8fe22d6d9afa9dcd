/** Tables of layers, short enough for a hover. */
import type { LayerTable, UndecidedTable } from "../../model/cost";
import { count, percent, short, significant } from "../../run/words";
import { sum } from "../../sparsity/layers";
import type { Locale } from "../../template";
import { code, table } from "../markdown";
import { phrase, type PhraseId } from "../phrases";

export function decidedLayers({ layers, total }: LayerTable, locale: Locale): string {
  const rowOf = (name: string, parts: Readonly<LayerTable["layers"]>): string[] => {
    const [kept, size, macs] = [sumOf(parts, "kept"), sumOf(parts, "size"), sumOf(parts, "macs")];
    return [name, significant(kept / size), `${count(kept)} / ${count(size)}`, percent(macs / total.macs)];
  };
  const rows = shortened(layers, locale).map(({ name, parts }) => {
    const [only] = parts;
    // Of one layer, the density is what the rule gives; counts are whole.
    return parts.length === 1 ? [name, significant(only!.density), ...rowOf(name, parts).slice(2)] : rowOf(name, parts);
  });
  const head = headOf(["table.layer", "table.density", "table.kept", "table.share"], locale);
  return table(head, [...rows, rowOf(phrase("table.all", {}, locale), layers)]);
}

export function undecidedLayers({ layers, total }: UndecidedTable, locale: Locale): string {
  const rows = shortened(layers, locale).map(({ name, parts }) => {
    const macs = sumOf(parts, "denseMacs");
    return [name, count(sumOf(parts, "size")), `${short(macs)} (${percent(macs / total.denseMacs)})`];
  });
  const head = headOf(["table.layer", "table.size", "table.macs"], locale);
  return table(head, [...rows, [phrase("table.all", {}, locale), count(total.size), short(total.denseMacs)]]);
}

/** More layers than one wants to see in a hover are taken together. */
const rowLimit = 25;

function shortened<Row extends { readonly name: string }>(
  layers: readonly Row[],
  locale: Locale,
): { readonly name: string; readonly parts: readonly Row[] }[] {
  const single = layers.length > rowLimit ? layers.slice(0, rowLimit - 1) : layers;
  const rest = layers.slice(single.length);
  const rows = single.map((layer) => ({ name: code(layer.name.replace(/\.weight$/, "")), parts: [layer] }));
  return rest.length === 0
    ? rows
    : [...rows, { name: phrase("table.rest", { count: rest.length }, locale), parts: rest }];
}

function sumOf<Key extends string>(rows: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return sum(rows.map((row) => row[key]));
}

function headOf(ids: readonly PhraseId[], locale: Locale): string[] {
  return ids.map((id) => phrase(id, {}, locale));
}
