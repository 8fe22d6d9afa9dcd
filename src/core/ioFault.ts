/** File operations that failed, in words. */
import { type Fault, fault, faultWords } from "./fault/fault";

/** Whether an error came from a file operation on a place that a person named. */
export function isIoFault(error: unknown): boolean {
  return codeOf(error) !== undefined;
}

/** What a failed file operation met. */
export function ioFault(error: unknown): Fault {
  const code = codeOf(error);
  if (code !== undefined) return fault(`io.${code}`);
  return fault("other", { message: error instanceof Error ? error.message : String(error) });
}

/** The same in English. */
export function ioReason(error: unknown): string {
  return faultWords(ioFault(error), "en");
}

function codeOf(error: unknown) {
  return error instanceof Error && "code" in error ? codes.find((code) => code === error.code) : undefined;
}

const codes = ["ENOENT", "EISDIR", "ENOTDIR", "EEXIST", "EACCES", "EPERM", "EROFS", "ENOSPC"] as const;
