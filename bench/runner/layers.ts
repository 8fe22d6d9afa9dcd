import { performance } from "node:perf_hooks";
import * as Type from "typebox";
import type { Static } from "typebox";
import type { Graph } from "../../src/core/model/graph";
import type { Kernel, KernelName } from "../../src/engine/sparse/program";
import type { Observe } from "../../src/engine/sparse/session";
import { masksOf } from "../candidates";
import { passOf, workOf, type Pass, type Work } from "../layerWork";
import { graphOf } from "../network";
import { summary } from "../statistics";
import { openSteps, SubjectSchema } from "./step";

export const LayersRequestSchema = Type.Object({
  ...SubjectSchema.properties,
  warmups: Type.Integer({ minimum: 0 }),
  steps: Type.Integer({ minimum: 1 }),
});

/** What all layers of one kind and shape take in one pass of a step. */
export const LayerTimeSchema = Type.Object({
  layer: Type.String(),
  pass: Type.String(),
  /** How many layers of the network are of this kind and shape. */
  layers: Type.Integer(),
  /** Median over the steps. */
  ms: Type.Number(),
  /** Floating-point operations at kept weights, two a multiply-add. */
  flop: Type.Number(),
  /** Of activations and their gradients that must be read or written at least. */
  bytes: Type.Number(),
});

export const LayerTimesSchema = Type.Object({
  /** Median of a step, timers included. */
  stepMs: Type.Number(),
  rows: Type.Array(LayerTimeSchema),
});

export type LayersRequest = Readonly<Static<typeof LayersRequestSchema>>;
export type LayerTime = Readonly<Static<typeof LayerTimeSchema>>;
export type LayerTimes = Readonly<Static<typeof LayerTimesSchema>>;

/** Where the time of one kernel on one descriptor goes. */
interface Account {
  readonly kernel: KernelName;
  readonly descriptor: number;
  readonly node: number | undefined;
  readonly pass: Pass;
  ms: number;
}

/**
 * Where a step's time goes: each kernel call inside whole steps on one thread is timed, so that layers find the caches
 * as they do in training. The timers cost some 0.1 µs a call.
 */
export async function timeLayers(request: LayersRequest): Promise<LayerTimes> {
  const { network, candidate, warmups, steps } = request;
  const graph = graphOf(network);
  const accounts: Account[] = [];
  const { step, close } = await openSteps(request, 1, timed(graph, accounts));
  const stepMs: number[] = [];
  const spentMs: number[][] = [];
  try {
    for (let index = -warmups; index < steps; index++) {
      for (const account of accounts) account.ms = 0;
      const started = performance.now();
      await step();
      if (index < 0) continue;
      stepMs.push(performance.now() - started);
      spentMs.push(accounts.map(({ ms }) => ms));
    }
  } finally {
    await close();
  }
  const work = workOf(graph, masksOf(graph, candidate), network.batch);
  return { stepMs: summary(stepMs).median, rows: rowsOf(work, accounts, spentMs) };
}

/** Puts a timer around each kernel and opens an account for each of a training step's operations. */
function timed(graph: Graph, accounts: Account[]): Observe {
  const passes = { forwardTraining: "forward", learn: "backward" } as const;
  return ({ programs }, kernels) => {
    for (const program of ["forwardTraining", "learn"] as const) {
      for (const { kernel, descriptor, node } of programs[program].flatMap(({ ops }) => ops)) {
        const op = node === undefined ? undefined : graph.nodes[node]!.layer.op;
        accounts.push({ kernel, descriptor, node, pass: passOf(op, kernel, passes[program]), ms: 0 });
      }
    }
    const around = (name: KernelName, kernel: Kernel): Kernel => {
      const own = new Map(accounts.flatMap((entry) => (entry.kernel === name ? [[entry.descriptor, entry]] : [])));
      return (descriptor, from, to, task) => {
        const started = performance.now();
        kernel(descriptor, from, to, task);
        const account = own.get(descriptor);
        if (account) account.ms += performance.now() - started;
      };
    };
    return new Map([...kernels].map(([name, kernel]) => [name, around(name, kernel)]));
  };
}

/** Layers of one kind and shape are one row; rows in the order in which a step comes to them. */
function rowsOf(
  work: (node: number | undefined, pass: Pass) => Work,
  accounts: readonly Account[],
  spentMs: readonly (readonly number[])[],
): LayerTime[] {
  const rows = new Map<string, { pass: Pass; accounts: number[]; works: Map<number | undefined, Work> }>();
  accounts.forEach(({ node, pass }, index) => {
    const done = work(node, pass);
    const key = `${done.layer}, ${pass}`;
    const row = rows.get(key) ?? { pass, accounts: [], works: new Map<number | undefined, Work>() };
    row.accounts.push(index);
    row.works.set(node, done);
    rows.set(key, row);
  });
  return [...rows.values()].map(({ pass, accounts: own, works }) => {
    const all = [...works.values()];
    return {
      ...{ layer: all[0]!.layer, pass, layers: works.size },
      ms: summary(spentMs.map((step) => sum(own.map((index) => step[index]!)))).median,
      ...{ flop: sum(all.map(({ flop }) => flop)), bytes: sum(all.map(({ bytes }) => bytes)) },
    };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
