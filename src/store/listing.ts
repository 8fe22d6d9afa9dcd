import { sameStamp, type Disk, type Stamp } from "./disk";

/** A folder's entries are listed again when its time has changed, and while that is so young that it may hide a change. */
const youngMs = 3_000;

/** The names in a folder, listed anew only where they may have changed: asking costs one `stat`. */
export class Listing {
  names: readonly string[] = [];
  private stamp: Stamp | undefined;
  private settled = false;

  constructor(
    private readonly folder: string,
    private readonly disk: Disk,
  ) {}

  /** @returns whether the names are others than at the last look */
  async look(now: number): Promise<boolean> {
    const stamp = await this.disk.stamp(this.folder);
    if (this.settled && sameStamp(stamp, this.stamp)) return false;
    this.stamp = stamp;
    this.settled = stamp === undefined || stamp.mtimeMs < now - youngMs;
    const names = stamp === undefined ? [] : [...(await this.disk.list(this.folder))].sort();
    const same = names.length === this.names.length && names.every((name, index) => name === this.names[index]);
    this.names = names;
    return !same;
  }
}
