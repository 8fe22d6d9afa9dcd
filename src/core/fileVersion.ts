import type { Fault } from "./problemText";

/** What is wrong with the version a file says it is of, which may be any value; undefined where we read that version. */
export function versionFault(version: unknown, known: number, found: string): Fault | undefined {
  if (version === known) return undefined;
  const isNewer = typeof version === "number" && Number.isInteger(version) && version > known;
  return { code: isNewer ? "version-unsupported" : "version-unknown", args: { found, known } };
}
