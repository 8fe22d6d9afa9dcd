import * as Type from "typebox";
import type { Static } from "typebox";
import { engineIds, type EngineId } from "../../src/core/training/engines";
import { checked } from "../checked";
import { startLines } from "../lines";
import { BlockTimesSchema } from "./block";
import type { TurnRequest } from "./turn";

export const EngineStateSchema = Type.Object({
  engine: Type.Enum(engineIds),
  works: Type.Boolean(),
  /** What it runs on, or why it is not measured. */
  reason: Type.String(),
});

const AnswerSchema = Type.Union([BlockTimesSchema, Type.Object({ fault: Type.String() })]);

/** Whether an engine is there. */
export type EngineState = Readonly<Static<typeof EngineStateSchema>>;
/** What came of a turn: its times, or why there are none. */
export type Answer = Readonly<Static<typeof AnswerSchema>>;

/** An engine in a process of its own, as in training. */
export interface EngineProcess {
  readonly state: EngineState;
  readonly turn: (request: TurnRequest) => Promise<Answer>;
  readonly close: () => void;
}

/**
 * Never fails: what crashes while it is loaded, or later, is told as a reason.
 *
 * @param node Node's program
 * @param script the bundled `runner.ts`
 */
export async function startEngine(
  node: string,
  script: string,
  engine: EngineId,
  threads: number,
): Promise<EngineProcess> {
  const title = `The process of the engine ${engine}`;
  const lines = startLines(title, node, [
    "--expose-gc",
    "--no-deprecation",
    script,
    JSON.stringify({ engine, threads }),
  ]);
  const state = lines.ask({ call: "state" }).then((said) => checked(EngineStateSchema, said, title));
  return {
    state: await state.catch((error: unknown) => ({ engine, works: false, reason: sentenceOf(error) })),
    turn: (request) =>
      orFault(lines.ask({ call: "turn", params: request }).then((said) => checked(AnswerSchema, said, title))),
    close: lines.close,
  };
}

/** An answer, or why there is none. */
export function orFault(answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((error: unknown) => ({ fault: sentenceOf(error) }));
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
