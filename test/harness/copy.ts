import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { whenProcessEnds } from "./ending";

/** Copies a folder, without its runs, to a temporary place under the same name, hands it to `use` and removes it. */
export async function inCopyOf<T>(folder: string, use: (copy: string) => Promise<T>): Promise<T> {
  const copy = join(mkdtempSync(join(tmpdir(), "sparse-explorer-folder-")), basename(folder));
  const remove = () => {
    rmSync(dirname(copy), { recursive: true, force: true, maxRetries: 5 });
  };
  const keep = whenProcessEnds(remove);
  try {
    cpSync(folder, copy, { recursive: true, filter: (path) => basename(path) !== ".sparse" });
    return await use(copy);
  } finally {
    keep();
    remove();
  }
}
