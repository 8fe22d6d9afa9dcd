import { basename, dirname } from "node:path";
import { checkpointFile, finalFile } from "../../store/checkpoint";

/** What a file is called on its page: of a run's own files, which have the same names in all runs, with the run's. */
export function fileName(path: string): string {
  const name = basename(path);
  return name === finalFile || name === checkpointFile ? `${basename(dirname(path))}/${name}` : name;
}
