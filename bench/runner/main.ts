/** A process on one version of Node that measures our engine; it answers lines of JSON (`../runner.ts`). */
import { createInterface } from "node:readline";
import * as Type from "typebox";
import { checked } from "../checked";
import { moduleTitles, runnableModules } from "../../src/engine/sparse/module";
import type { Runtime } from "../runner";
import { holdModules } from "./engines";
import { LayersRequestSchema, timeLayers } from "./layers";
import { measureLimits } from "./limits";
import { LoadingRequestSchema, timeLoading } from "./loading";
import { measureWays, StepRequestSchema, SubjectSchema, timeSteps } from "./step";

const CallSchema = Type.Object({ call: Type.String(), params: Type.Unknown() });
const asker = "The request to this process";

const calls: Readonly<Record<string, (params: unknown) => unknown>> = {
  runtime: describeRuntime,
  ways: (params) => measureWays(checked(SubjectSchema, params, asker)),
  steps: (params) => timeSteps(checked(StepRequestSchema, params, asker)),
  layers: (params) => timeLayers(checked(LayersRequestSchema, params, asker)),
  limits: measureLimits,
  loading: (params) => timeLoading(checked(LoadingRequestSchema, params, asker)),
};

const held = await holdModules();
for await (const line of createInterface({ input: process.stdin })) {
  const { call, params } = checked(CallSchema, JSON.parse(line), asker);
  const answer = calls[call];
  if (!answer) throw new RangeError(`There is no call "${call}".`);
  process.stdout.write(`${JSON.stringify(await answer(params))}\n`);
}
held.release();

function describeRuntime(): Runtime {
  const [kernels] = runnableModules();
  return { node: process.versions.node, v8: process.versions.v8, kernels: kernels ? moduleTitles[kernels] : "no SIMD" };
}
