import * as Type from "typebox";
import type { Static } from "typebox";
import type { Ways } from "../src/core/training/engine";
import { checked } from "./checked";
import { startLines } from "./lines";
import { LayerTimesSchema, type LayersRequest, type LayerTimes } from "./runner/layers";
import { LimitsSchema, type Limits } from "./runner/limits";
import { LoadingTimesSchema, type LoadingTimes } from "./runner/loading";
import { OurTimesSchema, WaysSchema, type OurTimes, type StepRequest, type Subject } from "./runner/step";

export const RuntimeSchema = Type.Object({
  node: Type.String(),
  v8: Type.String(),
  /** Build of the engine's kernels that it runs, in words. */
  kernels: Type.String(),
});

export type Runtime = Readonly<Static<typeof RuntimeSchema>>;

/** A process on one version of Node that measures our engine. */
export interface Runner {
  readonly runtime: Runtime;
  ways(subject: Subject): Promise<Ways>;
  steps(request: StepRequest): Promise<OurTimes>;
  layers(request: LayersRequest): Promise<LayerTimes>;
  limits(): Promise<Limits>;
  loading(batch: number): Promise<LoadingTimes>;
  readonly close: () => void;
}

/**
 * @param program Node's program
 * @param script the bundled `runner/main.ts`
 * @throws Error when it does not start
 */
export async function startRunner(program: string, script: string): Promise<Runner> {
  const lines = startLines(program, program, ["--expose-gc", script]);
  const ask = (call: string, params: unknown = {}): Promise<unknown> => lines.ask({ call, params });
  const answer = `The answer of ${program}`;
  return {
    runtime: checked(RuntimeSchema, await ask("runtime"), answer),
    ways: async (subject) => checked(WaysSchema, await ask("ways", subject), answer),
    steps: async (request) => checked(OurTimesSchema, await ask("steps", request), answer),
    layers: async (request) => checked(LayerTimesSchema, await ask("layers", request), answer),
    limits: async () => checked(LimitsSchema, await ask("limits"), answer),
    loading: async (batch) => checked(LoadingTimesSchema, await ask("loading", { batch }), answer),
    close: lines.close,
  };
}
