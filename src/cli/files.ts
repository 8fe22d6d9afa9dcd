import { readFileSync } from "node:fs";
import { BadInput } from "./badInput";

/** @throws BadInput when the file cannot be read, saying which and why */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const cause = error instanceof Error && "code" in error ? reasons[String(error.code)] : undefined;
    throw new BadInput(`${file} cannot be read: ${cause ?? String(error)}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder, but a file is needed",
  EACCES: "you have no permission to read it",
};
