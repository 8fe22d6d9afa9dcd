/** What holds where a file says nothing. */
import { dataFormats, type DataFormatId } from "../data/formats";
import { complete } from "../experiment/complete";
import { keyword } from "../experiment/forms";
import { recipes } from "../experiment/recipes";
import { trainSchema } from "../experiment/schema";
import { isRecord } from "../record";
import type { YamlText } from "../yamlText";
import type { Slot } from "./slot";
import { valuesAt } from "./values";

/** The formats of the data that a file names, however broken it is; the built-in images where it names none. */
export function formatsNamed(yaml: YamlText): readonly DataFormatId[] {
  const named = [...valuesAt(yaml, ["data"]), ...valuesAt(yaml, ["data", "format"])].map(({ value }) => value);
  const formats = named.filter(isFormat);
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

function isFormat(name: unknown): name is DataFormatId {
  return typeof name === "string" && Object.hasOwn(dataFormats, name);
}
