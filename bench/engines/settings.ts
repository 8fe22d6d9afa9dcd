import { availableParallelism } from "node:os";
import * as Type from "typebox";
import type { Static } from "typebox";
import { engineIds, isEngineId, type EngineId } from "../../src/core/training/engines";
import { countIn, numberIn } from "../numbers";
import { BlockSchema } from "./block";

const CountSchema = Type.Integer({ minimum: 1 });

export const EngineSettingsSchema = Type.Object({
  engines: Type.Array(Type.Enum(engineIds)),
  /** Filters of `cifar_resnet_20`'s first layers, the narrowest first. */
  widths: Type.Array(CountSchema),
  densities: Type.Array(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
  batch: CountSchema,
  /** Of engines on the CPU; those on a GPU are measured once. */
  threads: Type.Array(CountSchema),
  /** How often each has its turn. */
  rounds: CountSchema,
  ...BlockSchema.properties,
  /** A network whose step is likely to take longer, by what a narrower one took, is left out. */
  patienceMs: Type.Number({ exclusiveMinimum: 0 }),
});

/** Which engines are measured, on what, and for how long. */
export type EngineSettings = Readonly<Static<typeof EngineSettingsSchema>>;

/** The options' texts. */
export interface EngineOptions {
  readonly engine: string;
  readonly quick?: boolean;
  readonly widths?: string;
  readonly densities?: string;
  readonly batch?: string;
  readonly threads?: string;
  readonly rounds?: string;
  readonly warmups?: string;
  /** Seconds. */
  readonly patience?: string;
}

/** @throws RangeError in one sentence for a person, without its full stop */
export function engineSettings(options: EngineOptions): EngineSettings {
  const { engine, quick = false, batch = "128", rounds = quick ? "2" : "5", patience = "60" } = options;
  const { warmups = "2", widths = quick ? "16" : "16,64,128", densities = "1,0.05" } = options;
  const threads = options.threads?.split(",").map((text) => countIn(text, "--threads"));
  return {
    engines: engine === "all" ? [...engineIds] : engine.split(",").map(known),
    widths: ascending(widths.split(",").map((text) => countIn(text, "--widths"))),
    densities: densities.split(",").map((text) => numberIn(text, "--densities", 1)),
    batch: countIn(batch, "--batch", 65_536),
    threads: ascending(threads ?? [1, availableParallelism()]),
    rounds: countIn(rounds, "--rounds"),
    warmups: countIn(warmups, "--warmups"),
    turnMs: quick ? 500 : 2000,
    patienceMs: 1000 * numberIn(patience, "--patience", 86_400),
  };
}

function known(name: string): EngineId {
  if (isEngineId(name)) return name;
  throw new RangeError(`No engine is called "${name}" (known engines: all, ${engineIds.join(", ")})`);
}

function ascending(counts: readonly number[]): number[] {
  return [...new Set(counts)].sort((a, b) => a - b);
}
