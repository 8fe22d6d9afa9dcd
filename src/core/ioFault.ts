/** File operations that failed, in words. */

/** Whether an error came from a file operation on a place that a person named. */
export function isIoFault(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code) in reasons;
}

/** What a failed file operation met, in words. */
export function ioReason(error: unknown): string {
  const known = error instanceof Error && "code" in error ? reasons[String(error.code)] : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder, but a file is needed",
  ENOTDIR: "a part of its path is a file, but a folder is needed",
  EEXIST: "it is a file, but a folder is needed",
  EACCES: "you have no permission",
  EPERM: "you have no permission",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};
