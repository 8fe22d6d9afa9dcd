import { join } from "node:path";
import type { Engine } from "../core/training/engine";
import { sparseEngine } from "../engine/sparse/engine";
import { BadInput } from "./badInput";

/** The folder of the bundled programs, which this module is part of. */
export const programFolder = __dirname;

export function engines(): readonly Engine[] {
  return [sparseEngine({ assets: join(programFolder, "engine") })];
}

export function engineNamed(name: string): Engine {
  const engine = engines().find(({ id }) => id === name);
  if (engine !== undefined) return engine;
  const known = engines().map(({ id }) => id);
  throw new BadInput(`No engine is called "${name}". Known engines: ${known.join(", ")}.`);
}
