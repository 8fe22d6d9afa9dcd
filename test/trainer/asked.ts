import type { Engine } from "../../src/core/training/engine";
import type { DecidedEngine } from "../../src/trainer/trainRun";

/** An engine as if somebody had asked for it by name. */
export function asked(engine: Engine): Promise<DecidedEngine> {
  return Promise.resolve({ engine, decision: { engine: engine.id, because: "asked", candidates: [] } });
}
