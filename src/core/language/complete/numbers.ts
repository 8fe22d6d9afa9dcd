/** Numbers to choose from: what is usual, what is often taken, and what the rest of the file settles. */
import { textsAt } from "../../experiment/readPairs";
import { leastFeasibleDensity, schemeFault } from "../../sparsity/densities";
import { prunableLayers } from "../../sparsity/layers";
import type { DataFormatId } from "../../data/formats";
import { count } from "../../run/words";
import type { Locale } from "../../template";
import { phrase } from "../phrases";
import type { LanguageDocument } from "../document";
import { examplesAt } from "../examples";
import { isWithinRange } from "../grammar";
import { usualValue } from "../usual";
import type { Cursor } from "./cursor";
import { depthsOf } from "./models";

interface NumberChoice {
  readonly value: number;
  readonly detail?: string | undefined;
}

export function numberChoices(
  document: LanguageDocument,
  cursor: Cursor,
  formats: readonly DataFormatId[],
  locale: Locale,
): readonly NumberChoice[] {
  const path = pathOf(cursor);
  if (path.join(".") === "prune.density") return densityChoices(document, locale);
  const settled =
    path.join(".") === "model.depth"
      ? depthsOf(textsAt(cursor.yaml, cursor.mapping?.pairs ?? [], "family"))
      : path.join(".") === "data.classes"
        ? classesOf(document, cursor)
        : [];
  const usual = formats.map((format) => usualValue(cursor, format)).filter(isNumber);
  const values = [...settled, ...usual, ...examplesAt(path).filter(isNumber)];
  return [...new Set(values)].map((value) => ({
    value,
    detail: usual.includes(value) ? phrase("value.usual", {}, locale) : undefined,
  }));
}

/** The ends of a range are such values as it stands for. */
function pathOf({ path, schema }: Cursor): readonly string[] {
  const isEnd = schema !== undefined && isWithinRange(schema) && ["from", "to"].includes(path.at(-1)!);
  return isEnd ? path.slice(0, -1) : path;
}

/** The usual densities that the file's network can have, and the least one. */
function densityChoices(document: LanguageDocument, locale: Locale): readonly NumberChoice[] {
  const usual = examplesAt(["prune", "density"]).filter(isNumber);
  const all = document.kind === "experiment" ? document.cells : [];
  const cells = all.filter(({ cell }) => cell.prune.scheme !== "dense");
  const [first] = cells;
  if (first === undefined || cells.some(({ graph }) => graph !== first.graph)) return usual.map((value) => ({ value }));
  const { total } = prunableLayers(first.graph);
  const keeps = (value: number): NumberChoice => ({
    value,
    detail: phrase("density.keeps", { kept: count(value * total), size: count(total) }, locale),
  });
  const schemes = [...new Set(cells.map(({ cell }) => cell.prune.scheme))];
  const feasible = schemes.every((scheme) => schemeFault(scheme, first.graph) === undefined);
  const least = feasible ? Math.max(...schemes.map((scheme) => leastFeasibleDensity(scheme, first.graph))) : 0;
  const words = phrase("density.least", { schemes: schemes.join(", "), model: first.graph.name }, locale);
  return [
    ...usual.filter((value) => value > least).map(keeps),
    ...(least > 0 ? [{ value: least, detail: words }] : []),
  ];
}

/** Of pictures, the number of folders. */
function classesOf({ lookup }: LanguageDocument, { yaml, mapping }: Cursor): readonly number[] {
  const [path] = textsAt(yaml, mapping?.pairs ?? [], "path");
  const classes = typeof path === "string" ? lookup.classCount(lookup.resolve(path)) : undefined;
  return typeof classes === "number" ? [classes] : [];
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
