/** A process that measures one engine on so many threads; it answers lines of JSON (`process.ts`). */
import { createInterface } from "node:readline";
import * as Type from "typebox";
import type { Ways } from "../../src/core/training/engine";
import { engineIds, type EngineId } from "../../src/core/training/engines";
import { engineOf, whyNot } from "../../src/engine/engines";
import { checked } from "../checked";
import { folders, timeTurn, TurnRequestSchema, type TurnRequest } from "./turn";
import type { Answer, EngineState } from "./process";

const StartSchema = Type.Object({ engine: Type.Enum(engineIds), threads: Type.Integer({ minimum: 1 }) });
const CallSchema = Type.Object({ call: Type.String(), params: Type.Optional(Type.Unknown()) });
const asker = "The request to this process";

const start = checked(StartSchema, JSON.parse(process.argv[2] ?? ""), asker);
// TensorFlow heeds it when it is loaded, which asking whether it is there does.
process.env.TF_NUM_INTRAOP_THREADS = String(start.threads);
const engine = engineOf(start.engine, folders);
const ways = new Map<string, Ways>();
const calls: Readonly<Record<string, (params: unknown) => Promise<unknown>>> = {
  state: () => stateOf(start.engine),
  turn: (params) => answer(checked(TurnRequestSchema, params, asker)),
};
for await (const line of createInterface({ input: process.stdin })) {
  const { call, params } = checked(CallSchema, JSON.parse(line), asker);
  const asked = calls[call];
  if (!asked) throw new RangeError(`There is no call "${call}".`);
  process.stdout.write(`${JSON.stringify(await asked(params))}\n`);
}

async function stateOf(id: EngineId): Promise<EngineState> {
  const absent = whyNot(id, folders);
  if (absent !== undefined) return { engine: id, works: false, reason: absent };
  const { available, reason, software } = await engine.probe();
  if (software !== true) return { engine: id, works: available, reason: reason.replace(/\.$/, "") };
  return { engine: id, works: false, reason: `${reason} computes on the CPU what is made for a GPU: it is not timed` };
}

/** What goes wrong in a turn, such as too little memory, is an answer: the next network may do. */
async function answer(request: TurnRequest): Promise<Answer> {
  try {
    return await timeTurn(engine, ways, request);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
