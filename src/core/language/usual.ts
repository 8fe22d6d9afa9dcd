/** What holds where a file says nothing. */
import { isMap, isNode, isScalar, isSeq, type Node } from "yaml";
import { dataFormats, type DataFormatId } from "../data/formats";
import { complete } from "../experiment/complete";
import { keyword } from "../experiment/forms";
import { keyedPairs, textsAt } from "../experiment/readPairs";
import { recipes } from "../experiment/recipes";
import { trainSchema } from "../experiment/schema";
import { isRecord } from "../record";
import type { YamlText } from "../yamlText";
import type { Slot } from "./slot";

/** The formats of the data that a file names, however broken it is; the built-in images where it names none. */
export function formatsNamed(yaml: YamlText): readonly DataFormatId[] {
  const named = isMap(yaml.contents) ? keyedPairs(yaml, yaml.contents).find(({ name }) => name === "data") : undefined;
  const formats = namesIn(yaml, named?.value).filter(isFormat);
  return formats.length > 0 ? [...new Set(formats)] : ["builtin"];
}

/** What a key means where it is left out; for training, that is the usual recipe for the data. */
export function usualValue({ path, schema }: Pick<Slot, "path" | "schema">, format: DataFormatId): unknown {
  const [section, ...rest] = path;
  const own = section === "train" ? at(complete(trainSchema, recipes[format]), rest) : undefined;
  return own ?? (schema && keyword(schema, "default"));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((within, key) => (isRecord(within) ? within[key] : undefined), value);
}

/** Formats, each alone or in a mapping; a list is an axis of them. Nothing is followed further: aliases can multiply. */
function namesIn(yaml: YamlText, node: Node | undefined): unknown[] {
  const target = node && yaml.target(node);
  const choices = isSeq(target) ? target.items.filter(isNode).map(yaml.target) : [target];
  return choices.flatMap((choice) => {
    if (isScalar(choice)) return [choice.value];
    return isMap(choice) ? textsAt(yaml, keyedPairs(yaml, choice), "format") : [];
  });
}

function isFormat(name: unknown): name is DataFormatId {
  return typeof name === "string" && Object.hasOwn(dataFormats, name);
}
