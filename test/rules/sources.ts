import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

const generated = new Set(["node_modules", "out", "dist", ".git", ".sparse", ".vscode-test"]);

export interface Source {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file below these folders (of the project) whose name ends in one of `endings`, without generated ones. */
export function sources(folders: readonly string[], endings: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) => paths(folder))
    .filter(named)
    .map(read);

  function named(path: string): boolean {
    return endings.some((ending) => path.endsWith(ending));
  }
}

/** One file of the project. */
export function read(path: string): Source {
  return { path, text: readFileSync(join(root, path), "utf8") };
}

function paths(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !generated.has(entry.name))
    .flatMap((entry) => {
      const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? paths(path) : [path];
    });
}
