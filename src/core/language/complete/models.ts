/** Models to choose from: files of the workspace, and the built-in networks that the data fits. */
import { resolveModel } from "../../experiment/resolveModel";
import { presetChoice, presetFault, presetNames } from "../../model/presetNames";
import { phrase } from "../phrases";
import { assumedData } from "../assumedData";
import type { LanguageDocument } from "../document";
import { modelWords } from "../modelWords";
import { quoted, type Quote } from "../valueText";
import { literally, type AssistContext, type Offer } from "./completion";

export function modelOffers(document: LanguageDocument, typed: string, quote: Quote, context: AssistContext): Offer[] {
  const { locale, files } = context;
  const data = assumedData(document);
  const fileOffers = files.modelFiles().map((path): Offer => ({
    label: path,
    kind: "file",
    body: literally(quoted(path, quote)),
    detail: phrase("path.model", {}, locale),
  }));
  const presets = namesFor(typed).flatMap((name): Offer[] => {
    const model = resolveModel(name, data, document.lookup);
    if ("fault" in model) return [];
    const documentation = modelWords(model.graph, locale);
    return [{ label: name, kind: "value", body: quoted(name, quote), documentation }];
  });
  return [...fileOffers, ...presets];
}

/** How many segments of three blocks a network for small images has: 6n + 2 layers, up to the paper's deepest. */
const blocks = Array.from({ length: 18 }, (_, index) => index + 1);

const widths = [4, 8, 32, 64];

/** The networks of the paper, every depth of its family for small images, and widths once a depth is written. */
function namesFor(typed: string): readonly string[] {
  const depths = blocks.map((block) => `cifar_resnet_${6 * block + 2}`);
  const stem = /^cifar_resnet_\d+(?=_)/.exec(typed)?.[0];
  const wide = stem === undefined || presetFault(stem) !== undefined ? [] : widths.map((width) => `${stem}_${width}`);
  return [...new Set([...wide, ...depths, ...presetNames])];
}

/** Depths that networks of these families have. */
export function depthsOf(families: readonly unknown[]): readonly number[] {
  const choices = namesFor("").flatMap((name) => presetChoice(name) ?? []);
  return [...new Set(choices.filter(({ family }) => families.includes(family)).map(({ depth }) => depth))];
}
