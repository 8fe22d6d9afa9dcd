import { setImmediate } from "node:timers/promises";
import type { Device, Session, SessionRequest, StepResult, Update } from "../../core/training/engine";
import { crossEntropy, targetsOf } from "../loss";
import { checkBatch, checkImages, checkRequest } from "../request";
import { deviceFailure } from "./failure";
import type { Library } from "./library";
import { modelOf, type Examples, type State } from "./model";
import { firstNotFinite } from "./notFinite";
import { unpack } from "./parameters";
import type { Tensor } from "@tensorflow/tfjs-core";

/** A step whose result has not been read yet, with all it takes to take it again. */
interface Unread {
  readonly examples: Examples;
  readonly labels: Int32Array;
  readonly update: Update;
  readonly report: Tensor;
}

/** Steps, and numbers of their images, after which results are read although nobody asks: they lie in the device's memory. */
const mostUnread = { steps: 16, numbers: 2 ** 25 };

export function openSession(library: Library, device: Device, request: SessionRequest): Session {
  checkRequest(request);
  const { graph, masks, seed } = request;
  const { tf, backend } = library;
  const model = modelOf(library, graph, masks, seed);
  let state = model.write(request.state);
  /** The state before the first step that has not been read, and those steps. */
  let base = state;
  const unread: Unread[] = [];
  const results: StepResult[] = [];
  /** The step whose numbers were not finite; `state` is what it started from. */
  let failed: Unread | undefined;
  let open = true;

  const replace = (next: State): void => {
    if (state !== base) tf.dispose(state);
    state = next;
  };
  const forget = ({ examples, report }: Unread): void => {
    tf.dispose([examples.images, examples.targets, report]);
  };
  const load = (images: Float32Array, labels: Int32Array, smoothing: number): Examples =>
    model.load(images, targetsOf(labels, graph.classes, smoothing), labels.length);
  const resultOf = ({ labels, update }: Unread, report: Float32Array): StepResult => {
    const { loss, correct } = crossEntropy(report.subarray(0, -1), labels, graph.classes, update.labelSmoothing);
    const norm = Math.fround(Math.sqrt(report.at(-1)!));
    return { loss, correct, keptGradientNorm: Number.isFinite(loss) ? norm : NaN };
  };

  /** Reads the results of all steps at once. Where one is not finite it goes back to before that step. */
  const readUnread = async (): Promise<void> => {
    if (unread.length === 0) return;
    const joined = tf.tidy(() => tf.concat(unread.map(({ report }) => report)));
    const numbers = await readAndDispose(joined);
    let start = 0;
    for (const [index, step] of unread.entries()) {
      const report = numbers.subarray(start, start + step.report.size);
      start += step.report.size;
      const result = resultOf(step, report);
      results.push(result);
      if (Number.isFinite(result.loss + result.keptGradientNorm)) continue;
      failed = step;
      replace(base);
      for (const { examples, update } of unread.slice(0, index)) replace(advanced(examples, update));
      break;
    }
    for (const step of unread.splice(0)) if (step !== failed) forget(step);
    if (base !== state) tf.dispose(base);
    base = state;
  };
  const advanced = (examples: Examples, update: Update): State => {
    const { state: next, report } = model.advance(state, examples, update);
    report.dispose();
    return next;
  };
  const readAndDispose = async (tensor: Tensor): Promise<Float32Array> => {
    try {
      return await tensor.data<"float32">();
    } finally {
      tensor.dispose();
    }
  };

  // Giving work to the device blocks this thread: timers, signals and files have their turn once a call.
  const call = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await setImmediate();
    if (!open) throw new Error("The session is closed.");
    if (tf.getBackend() !== backend) await tf.setBackend(backend);
    try {
      const result = await work();
      const failure = library.failure?.();
      if (failure !== undefined) throw new Error(failure);
      return result;
    } catch (error) {
      // What a lost device is asked for fails in many ways; the first word about it comes a moment later.
      await setImmediate();
      throw deviceFailure(library.failure?.() ?? error, request) ?? error;
    }
  };
  /** On one batch, which is given back afterwards. */
  const on = async <Result>(examples: Examples, work: (examples: Examples) => Promise<Result>): Promise<Result> => {
    try {
      return await work(examples);
    } finally {
      tf.dispose(examples);
    }
  };

  return {
    device,
    step: ({ images, labels }, update) => {
      checkBatch(request, { images, labels });
      return call(async () => {
        if (failed !== undefined) return;
        const examples = load(images, labels, update.labelSmoothing);
        const { state: next, report } = model.advance(state, examples, update);
        replace(next);
        unread.push({ examples, labels: labels.slice(), update, report });
        const numbers = unread.reduce((sum, step) => sum + step.examples.images.size, 0);
        if (unread.length >= mostUnread.steps || numbers > mostUnread.numbers) await readUnread();
      });
    },
    results: () =>
      call(async () => {
        await readUnread();
        return results.splice(0);
      }),
    firstNotFinite: () =>
      call(async () => {
        await readUnread();
        return failed && firstNotFinite(model, graph, state, failed);
      }),
    logits: (images, count) => {
      checkImages(request, images, count);
      return call(() =>
        on(load(images, new Int32Array(count), 0), (examples) => readAndDispose(model.logits(state, examples.images))),
      );
    },
    inputGradient: ({ images, labels }) => {
      checkBatch(request, { images, labels });
      return call(() =>
        on(load(images, labels, 0), (examples) => readAndDispose(model.imagesGradient(state, examples))),
      );
    },
    gradients: ({ images, labels }, { mode, positions, labelSmoothing }) => {
      checkBatch(request, { images, labels });
      return call(() =>
        on(load(images, labels, labelSmoothing), async (examples) => {
          const training = mode === "train";
          const numbers = await readAndDispose(model.gradient(state, examples, { training, step: 0 }, positions));
          const { size, parameters } = model.layout;
          const { loss } = crossEntropy(numbers.subarray(size), labels, graph.classes, labelSmoothing);
          return { loss, gradients: unpack(parameters, numbers) };
        }),
      );
    },
    state: () =>
      call(async () => {
        await readUnread();
        return model.read(state);
      }),
    close: () => {
      if (open) {
        open = false;
        for (const step of unread.splice(0)) forget(step);
        if (failed !== undefined) forget(failed);
        if (base !== state) tf.dispose(base);
        tf.dispose(state);
        model.close();
      }
      return Promise.resolve();
    },
  };
}
