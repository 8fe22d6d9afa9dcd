import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What scripts/machine.mjs found on this machine or installed. */
export interface Machine {
  /** Program of a Chromium or Chrome. */
  readonly browser: string;
  /** `server-main.js` of the VS Code server. */
  readonly server: string;
}

/** One place on this machine, by name. Throws when set-up has not been run here. */
export function machine(root: string, part: keyof Machine): string {
  const file = join(root, "out", "machine.json");
  const found: unknown = JSON.parse(readFileSync(file, "utf8"));
  const place: unknown = typeof found === "object" && found !== null ? Reflect.get(found, part) : undefined;
  if (typeof place !== "string") throw new Error(`${file} names no ${part}: run npm test once.`);
  return place;
}
