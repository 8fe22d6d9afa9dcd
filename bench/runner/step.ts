import { performance } from "node:perf_hooks";
import * as Type from "typebox";
import type { Static } from "typebox";
import type { SessionRequest, StepResult, Update, Ways } from "../../src/core/training/engine";
import { initialState } from "../../src/core/training/initialise";
import type { Observe } from "../../src/engine/sparse/session";
import { masksOf, OursSchema } from "../candidates";
import { firstBatch } from "./batch";
import { engineOf } from "./engines";
import { graphOf, NetworkSchema } from "../network";

export const TurnSchema = Type.Object({
  /** Steps before those that count. */
  warmups: Type.Integer({ minimum: 0 }),
  steps: Type.Integer({ minimum: 1 }),
  /** A turn of this length ends after its step, however few have been made. */
  turnMs: Type.Number({ exclusiveMinimum: 0 }),
});

/** How layers are computed, in the engine's words. */
export const WaysSchema = Type.Record(Type.String(), Type.String());

/** A network of ours, and how its layers are to be computed: as was measured before. */
export const SubjectSchema = Type.Object({
  ...{ network: NetworkSchema, candidate: OursSchema },
  ways: Type.Optional(WaysSchema),
});

export const StepRequestSchema = Type.Object({
  ...SubjectSchema.properties,
  threads: Type.Integer({ minimum: 1 }),
  ...TurnSchema.properties,
});

/** Of each step, in ms. CPU time is that of all threads of the process. */
export const StepTimesSchema = Type.Object({
  wallMs: Type.Array(Type.Number(), { minItems: 1 }),
  cpuMs: Type.Array(Type.Number(), { minItems: 1 }),
});

export const OurTimesSchema = Type.Object({
  ...StepTimesSchema.properties,
  /** Size of the WebAssembly memory, which is allocated once and holds all but the data set. */
  memoryBytes: Type.Integer(),
});

export type Subject = Readonly<Static<typeof SubjectSchema>>;
export type Turn = Readonly<Static<typeof TurnSchema>>;
export type StepRequest = Readonly<Static<typeof StepRequestSchema>>;
export type StepTimes = Readonly<Static<typeof StepTimesSchema>>;
export type OurTimes = Readonly<Static<typeof OurTimesSchema>>;

const update: Omit<Update, "step"> = {
  ...{ rate: 0.1, momentum: 0.9, nesterov: false },
  ...{ weightDecay: 5e-4, labelSmoothing: 0 },
};

/** Whole training steps of our engine; what is not the step itself (data, masks, memory) is made before. */
export async function timeSteps(request: StepRequest): Promise<OurTimes> {
  const { warmups, steps, turnMs } = request;
  const wallMs: number[] = [];
  const cpuMs: number[] = [];
  let memoryBytes = 0;
  const observe: Observe = ({ arena }, kernels) => {
    memoryBytes = arena.size();
    return kernels;
  };
  const { step, close } = await openSteps(request, request.threads, observe);
  try {
    for (let warmup = 0; warmup < warmups; warmup++) await step();
    const turn = performance.now();
    do {
      const cpu = process.cpuUsage();
      const started = performance.now();
      await step();
      wallMs.push(performance.now() - started);
      const { user, system } = process.cpuUsage(cpu);
      cpuMs.push((user + system) / 1000);
    } while (wallMs.length < steps && performance.now() - turn < turnMs);
  } finally {
    await close();
  }
  return { wallMs, cpuMs, memoryBytes };
}

/** A session that repeats its step on the same batch. */
interface Steps {
  readonly step: () => Promise<readonly StepResult[]>;
  readonly close: () => Promise<void>;
}

export async function openSteps(subject: Subject, threads: number, observe: Observe): Promise<Steps> {
  const { network, candidate, ways } = subject;
  const request = sessionOf(subject, threads);
  const images = firstBatch(request.graph, network.batch);
  const session = await engineOf(candidate.way, observe).open({ ...request, ...(ways && { ways }) });
  let step = 0;
  return {
    step: async () => {
      await session.step(images, { ...update, step: step++ });
      return session.results();
    },
    close: async () => {
      await session.close();
      // A closed session's memory lingers until it is collected, and wide networks fill half a gigabyte each.
      globalThis.gc?.();
    },
  };
}

/** What a run asks its engine before it starts: how to compute each layer on this machine. */
export async function measureWays(subject: Subject): Promise<Ways> {
  return (await engineOf(subject.candidate.way).measureWays?.(sessionOf(subject, 1))) ?? {};
}

function sessionOf({ network, candidate }: Subject, threads: number): SessionRequest {
  const graph = graphOf(network);
  const masks = masksOf(graph, candidate);
  return { graph, masks, batch: network.batch, threads, state: initialState(graph, 0), seed: 0 };
}
