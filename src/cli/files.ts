import { readFileSync } from "node:fs";
import { ioReason } from "../core/ioFault";
import { BadInput } from "./badInput";

/** @throws BadInput when the file cannot be read, saying which and why */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${ioReason(error)}.`);
  }
}
