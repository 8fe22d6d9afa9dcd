/** Folders of data, where a path is expected. */
import { dataFormats, folderFormatIds, type FolderFormatId } from "../../data/formats";
import { publications } from "../../data/publications";
import { textsAt } from "../../experiment/readPairs";
import { phrase } from "../phrases";
import { quoted } from "../valueText";
import { literally, type AssistContext, type Offer } from "./completion";
import type { Cursor } from "./cursor";

export function folderOffers(cursor: Cursor, { files, locale }: AssistContext): Offer[] {
  if (!isFolder(cursor.path)) return [];
  const format = formatAt(cursor);
  const offer = (path: string, detail: string): Offer => {
    return { label: path, kind: "folder", body: literally(quoted(path, cursor.quote)), detail };
  };
  const found = files.folders(cursor.typed);
  const usual = format && usualFolder(format);
  const named = phrase("path.folder", {}, locale);
  return [
    ...found.map((path) => offer(path, named)),
    ...(usual === undefined || found.includes(usual)
      ? []
      : [offer(usual, phrase("path.usual", { data: dataFormats[format!].title }, locale))]),
  ];
}

/** Where a data set of each format lies, unless a person says otherwise. */
export function usualFolder(format: FolderFormatId): string {
  return format === "imagenet" ? "./imagenet" : `./${publications[format].folder}`;
}

/** Whether the value at these keys is a folder of data. */
export function isFolder(path: readonly string[]): boolean {
  const key = path.join(".");
  return key === "data.path" || folderFormatIds.some((id) => key === `evaluation.outliers.${id}`);
}

/** The format of the data that is to lie in the folder; undefined where the value is no folder. */
function formatAt({ path, yaml, mapping }: Cursor): FolderFormatId | undefined {
  const key = path.at(-1);
  const named = key === "path" ? textsAt(yaml, mapping?.pairs ?? [], "format")[0] : key;
  return folderFormatIds.find((id) => id === named);
}
