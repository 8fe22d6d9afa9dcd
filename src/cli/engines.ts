import { join } from "node:path";
import { sparseEngine } from "../engine/sparse/engine";
import type { Engine } from "../core/training/engine";
import { engineIds } from "../core/training/engines";
import { BadInput } from "./badInput";

/** The folder of the bundled programs, which this module is part of. */
export const programFolder = __dirname;

/** To start processes of ours. */
export const program = { node: process.execPath, trainer: join(programFolder, "trainer.js") };

/** For what commands compute themselves. */
export function ownEngine(): Engine {
  return sparseEngine({ assets: join(programFolder, "engine") });
}

export function noEngine(name: string): BadInput {
  return new BadInput(`No engine is called "${name}". Known engines: ${engineIds.join(", ")}.`);
}
