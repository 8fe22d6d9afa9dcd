/** What the images are. */
import { dataFormats } from "../../data/formats";
import { dataShape, type DataChoice } from "../../experiment/plan";
import { shapeText } from "../../model/build";
import { count } from "../../run/words";
import type { Locale } from "../../template";
import type { LanguageDocument } from "../document";
import { explanation } from "../explanations";
import { code } from "../markdown";
import { phrase } from "../phrases";
import { cellsAt, distinct } from "./cells";
import type { Words } from "./words";

export const dataWords: Words = (document, slot, { locale }) => {
  if (document.kind === "model" || slot.path[0] !== "data") return [];
  const choices = cellsAt(document, slot).map(({ cell }) => cell.data);
  const shown = distinct(choices, (choice) => JSON.stringify(choice)).slice(0, listLimit);
  return shown.map((choice) => wordsOf(document, choice, locale));
};

const listLimit = 4;

function wordsOf({ lookup }: LanguageDocument, choice: DataChoice, locale: Locale): string {
  const { shape, classes } = dataShape(choice);
  const title = `**${explanation(dataFormats[choice.format].title, locale)}**`;
  const images = { shape: shapeText(shape), classes: count(classes) };
  const problem = lookup.dataProblem(choice);
  if (problem !== undefined) return `${title}: ${problem}`;
  const counts = choice.format === "builtin" ? choice : lookup.imageCounts?.(choice);
  if (counts === undefined) return `${title}: ${phrase("data.shape", images, locale)}`;
  const split = { train: count(counts.train), test: count(counts.test) };
  const place = choice.format === "builtin" ? {} : { path: code(choice.path) };
  return `${title}: ${phrase("data.counts", { ...images, ...split, ...place }, locale)}`;
}
