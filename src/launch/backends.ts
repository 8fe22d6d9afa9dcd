/** Where TensorFlow's packages are looked for: what the trainer is told, and what it makes of it. */
import { delimiter } from "node:path";

/** The environment variable with folders in whose `node_modules` they may lie, as in PATH. */
export const backendsVariable = "SPARSE_BACKENDS";

/** The environment that tells a trainer of these folders, the first before all others. */
export function backendsIn(folders: readonly string[]): Readonly<Record<string, string>> {
  const told = process.env[backendsVariable] ?? "";
  const all = [...folders, told].filter((folder) => folder !== "");
  return all.length === 0 ? {} : { [backendsVariable]: all.join(delimiter) };
}

/** The folders to look in, in this order: those that the environment names, then the program's own and those above it. */
export function backendFolders(told: string | undefined, own: string): readonly string[] {
  return [...(told ?? "").split(delimiter).filter((folder) => folder !== ""), own];
}
