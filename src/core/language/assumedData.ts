import type { DataChoice } from "../experiment/plan";
import type { LanguageDocument } from "./document";
import { formatsNamed } from "./usual";

/** The data of a file's first cell; of a broken file, what its format alone tells. */
export function assumedData(document: LanguageDocument): DataChoice {
  const known = document.kind === "experiment" ? document.cells[0]?.cell.data : undefined;
  const [format = "builtin"] = formatsNamed(document.yaml);
  if (known?.format === format) return known;
  if (format === "builtin") return { format, seed: 1, train: 4000, test: 2000 };
  return format === "imagenet" ? { format, path: ".", size: 224, classes: 1000 } : { format, path: "." };
}
