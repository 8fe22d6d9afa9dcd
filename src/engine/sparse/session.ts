import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { sessionLimit } from "../../core/estimate/sessionBytes";
import type { Session, SessionRequest, StepResult } from "../../core/training/engine";
import { dropoutKey } from "../dropout";
import { crossEntropy } from "../loss";
import { checkBatch, checkImages, checkRequest } from "../request";
import { allocate, callAddress } from "./arena";
import { compile, type Compiled } from "./compile";
import { describe, type Fields } from "./descriptors";
import { clocked, type ClockedKernels } from "./kernelClock";
import { hasWideCode, loadModule, moduleTitles, type ModuleName } from "./module";
import { firstGradientNotFinite, firstOutputNotFinite } from "./notFinite";
import { packer } from "./pack";
import type { Kernels } from "./program";
import { keptGradientNorm, readGradients, readState, writeState } from "./state";
import { lanes } from "./tensors";
import { startCrew, threadCount } from "./threads";
import { readWays } from "./ways";

const gibibyte = 2 ** 30;

/** What a session is made of, and the kernels as its first thread is to call them. */
export type Observe = (compiled: Compiled, kernels: Kernels) => Kernels;

/** Compiles a network, allocates its memory and starts its threads. `assets` holds the kernels and the worker script. */
export async function openSession(
  request: SessionRequest,
  assets: string,
  name: ModuleName,
  observe: Observe = (_, kernels) => kernels,
): Promise<Session> {
  checkRequest(request);
  const { graph, threads, seed } = request;
  const compiled = compile(graph, request.masks, request.batch, readWays(request.ways ?? {}));
  const memory = reserve(request, compiled);
  const view = new DataView(memory.buffer);
  const floats = new Float32Array(memory.buffer);
  writeState(view, compiled.parameters, request.state);
  const module = await loadModule(assets, name);
  let clock: ClockedKernels | undefined;
  const observed = (kernels: Kernels): Kernels => {
    clock = clocked(observe(compiled, kernels));
    return clock.kernels;
  };
  const clockSeconds = (): number => clock?.seconds() ?? 0;
  const start = { module, memory, threads };
  const crew = await startCrew(path.resolve(assets, "worker.js"), start, compiled.programs, observed);
  const images = packer(floats, compiled.images);
  const imagesGradient = packer(floats, compiled.imagesGradient);
  const logits = packer(floats, compiled.logits);
  const logitsGradient = packer(floats, compiled.logitsGradient);
  let open = true;
  let stepKernelSeconds = 0;
  /** Examples of the last step, and whether it has gone back through the network. */
  let last = { count: 0, learned: false };
  /** Of the steps since somebody asked for them; whether one of them was the last. */
  const results: StepResult[] = [];
  let ended = false;

  // Computing blocks this thread: give way to timers, signals and files once a call, then run to the end undisturbed.
  const begin = async (): Promise<void> => {
    await setImmediate();
    if (!open) throw new Error("The session is closed.");
  };
  const forward = (values: Float32Array, count: number, training: boolean, call: Fields<"Call">): number => {
    const blocks = Math.ceil(count / lanes);
    new Uint32Array(memory.buffer, callAddress).set(
      describe("Call", { ...call, images: count, blocks, wide: hasWideCode() }),
    );
    // Lanes without an example repeat one, so that no number in them is wilder than those that count.
    images.write(values, count, "last");
    crew.run(training ? "forwardTraining" : "forwardEvaluation", blocks);
    return blocks;
  };
  const loss = (labels: Int32Array, smoothing: number) => {
    const result = crossEntropy(logits.read(labels.length), labels, graph.classes, smoothing);
    logitsGradient.write(result.gradient, labels.length, "zero");
    return result;
  };
  const drop = (step: number): void => {
    for (const { node, address } of compiled.dropouts) view.setUint32(address, dropoutKey(seed, step, node), true);
  };

  return {
    device: {
      ...{ engine: "sparse", threads, module: name, ...(request.ways && { ways: request.ways }) },
      description: `${threadCount(threads)}, ${moduleTitles[name]}`,
    },
    step: async (batch, { labelSmoothing, step, ...update }) => {
      checkBatch(request, batch);
      await begin();
      if (ended) return;
      const before = clockSeconds();
      drop(step);
      const blocks = forward(batch.images, batch.labels.length, true, { ...update, updateRunning: true });
      const { loss: mean, correct } = loss(batch.labels, labelSmoothing);
      last = { count: batch.labels.length, learned: Number.isFinite(mean) };
      if (last.learned) crew.run("learn", blocks);
      stepKernelSeconds += clockSeconds() - before;
      const norm = last.learned ? keptGradientNorm(view, compiled.parameters) : NaN;
      results.push({ loss: mean, correct, keptGradientNorm: norm });
      ended = !Number.isFinite(mean + norm);
    },
    results: () => Promise.resolve(results.splice(0)),
    firstNotFinite: async () => {
      await begin();
      return last.learned
        ? firstGradientNotFinite(view, graph, compiled)
        : firstOutputNotFinite(view, graph, compiled, last.count);
    },
    logits: async (values, count) => {
      checkImages(request, values, count);
      await begin();
      forward(values, count, false, {});
      return logits.read(count);
    },
    inputGradient: async (batch) => {
      checkBatch(request, batch);
      await begin();
      const blocks = forward(batch.images, batch.labels.length, false, {});
      loss(batch.labels, 0);
      crew.run("gradientsImages", blocks);
      return imagesGradient.read(batch.labels.length);
    },
    gradients: async (batch, gradientRequest) => {
      const { mode, positions, labelSmoothing } = gradientRequest;
      checkBatch(request, batch);
      await begin();
      if (positions === "all" && request.masks.size > 0) {
        // The same network with its pruned weights in it, as zeros: nothing else changes, and all get a gradient.
        const state = readState(view, compiled.parameters);
        const dense = await openSession({ ...request, state, masks: new Map() }, assets, name);
        return dense.gradients(batch, gradientRequest).finally(() => dense.close());
      }
      drop(0);
      const blocks = forward(batch.images, batch.labels.length, mode === "train", {});
      const { loss: mean } = loss(batch.labels, labelSmoothing);
      crew.run(mode === "train" ? "gradientsTraining" : "gradientsEvaluation", blocks);
      return { loss: mean, gradients: readGradients(view, compiled.parameters) };
    },
    kernelSeconds: () => stepKernelSeconds,
    state: async () => {
      await begin();
      return readState(view, compiled.parameters);
    },
    close: async () => {
      open = false;
      await crew.close();
    },
  };
}

/** @throws RangeError in one sentence where the engine or the machine cannot hold that much. */
function reserve({ graph, batch }: SessionRequest, { arena }: Compiled): WebAssembly.Memory {
  const needs = `${graph.name} needs about ${(arena.size() / gibibyte).toFixed(1)} GiB at batch ${batch}`;
  if (arena.size() >= sessionLimit) {
    throw new RangeError(`${needs}, the engine can hold ${sessionLimit / gibibyte} GiB: lower train.batch.`);
  }
  try {
    return allocate(arena);
  } catch (cause) {
    throw new RangeError(`${needs}, but this machine does not give that much: lower train.batch.`, { cause });
  }
}
