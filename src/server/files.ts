import { readdirSync, type Dirent } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { WorkspaceFiles } from "../core/language/complete/completion";
import { pathOf } from "./places";

/** As many folders as are looked into for model files: completion must not wait for a large disk. */
const folderLimit = 500;

/** What lies beside a document and in the open folders; nothing for a document that is no file on this machine. */
export function filesBeside(uri: string, folders: readonly string[]): WorkspaceFiles {
  const path = pathOf(uri);
  if (path === undefined) return { modelFiles: () => [], folders: () => [] };
  const here = dirname(path);
  const open = folders.find((folder) => !relative(folder, here).startsWith("..")) ?? here;
  return {
    modelFiles: () => modelFilesBelow(open).map((file) => written(relative(here, file))),
    folders(prefix) {
      const parent = resolve(here, prefix.replace(/[^\\/]*$/, ""));
      const inside = entriesOf(parent).filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
      return inside.map(({ name }) => written(relative(here, join(parent, name))));
    },
  };
}

/** Breadth first, so that near files are found before the limit is met. */
function modelFilesBelow(folder: string): string[] {
  const found: string[] = [];
  const left = [folder];
  for (let looked = 0; looked < folderLimit; looked++) {
    const next = left.shift();
    if (next === undefined) break;
    for (const entry of entriesOf(next)) {
      if (entry.isDirectory()) {
        if (!skipped.test(entry.name)) left.push(join(next, entry.name));
      } else if (/(\.model\.ya?ml|^model\.json)$/.test(entry.name)) found.push(join(next, entry.name));
    }
  }
  return found;
}

const skipped = /^(\..*|node_modules)$/;

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function written(path: string): string {
  const slashed = path.split("\\").join("/");
  return slashed.startsWith("..") ? slashed : `./${slashed}`;
}
