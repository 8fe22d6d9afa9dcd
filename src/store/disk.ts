/** The two questions that following runs asks of the disk over and over, so that a test can count them. */
import { readdir, stat } from "node:fs/promises";

/** Changes whenever a file or the entries of a folder do. */
export interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
  /** Another one where a file was replaced. */
  readonly ino: number;
}

export interface Disk {
  /** Undefined where there is nothing. */
  stamp(path: string): Promise<Stamp | undefined>;
  /** Names in a folder; none where it is not there. */
  list(folder: string): Promise<readonly string[]>;
}

export const disk: Disk = {
  stamp: (path) =>
    stat(path).then(
      ({ size, mtimeMs, ino }) => ({ size, mtimeMs, ino }),
      () => undefined,
    ),
  list: (folder) => readdir(folder).catch(() => []),
};

export function sameStamp(one: Stamp | undefined, other: Stamp | undefined): boolean {
  return one?.size === other?.size && one?.mtimeMs === other?.mtimeMs && one?.ino === other?.ino;
}
