/**
 * The training loop: a plan, a data set and an engine in, a stream of events out. Everything random is decided by the
 * plan's seed and the step's number, so a run that goes on from a checkpoint repeats an uninterrupted one exactly.
 */
import { batchOrder, validationSplit } from "../data/augment";
import type { Dataset } from "../data/images";
import { accuracy } from "../evaluation/accuracy";
import { nll } from "../evaluation/likelihood";
import { examine, type OutlierSet } from "../evaluation/examine";
import { gradientFlow } from "../evaluation/gradientFlow";
import { evaluationSettings, uses } from "../experiment/evaluation";
import { type Plan, planGraph } from "../experiment/plan";
import { prunable } from "../model/graph";
import { type Divergence, causeWords } from "../run/cause";
import type { RunEvent } from "../run/event";
import type { Findings } from "../run/findings";
import { type Loader, batchNumbers, epochRequests, makeBatch } from "./batches";
import { type Best, type Checkpoint, type Tally, emptyTally } from "./checkpoint";
import type { Masks, NetworkState, NotFinite, Session, StepResult } from "./engine";
import { predict } from "./evaluate";
import { notFiniteIn } from "./notFinite";
import { rateAt } from "./schedule";

export interface TrainingRun {
  readonly plan: Plan;
  readonly data: Dataset;
  /** Of the training images of `data`. */
  readonly load: Loader;
  /** To tell the test images from, where the plan asks for it. */
  readonly outliers: readonly OutlierSet[];
  readonly masks: Masks;
  /** An open session with the state of `from`; the loop closes it, and what it opens with `open`. */
  readonly session: Session;
  readonly open: (state: NetworkState) => Promise<Session>;
  /** Where to start: step 0 with fresh weights, or the last checkpoint. */
  readonly from: Checkpoint;
  /** ms since 1970. */
  readonly now: () => number;
  /** Asked between steps; true ends the run with a checkpoint. */
  readonly stopRequested: () => boolean;
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
}

/** Progress events an epoch, and the longest time between checkpoints. */
const reportsPerEpoch = 20;
const checkpointEveryMs = 5 * 60_000;

/** Between two words of a long test. */
const testReportEveryMs = 2_000;

/** Steps of a whole run; the last batch of an epoch may be smaller. */
export function totalSteps(plan: Plan, trainImages: number): number {
  const { train } = validationSplit(trainImages, plan.train.validation);
  return plan.train.epochs * Math.ceil(train.length / plan.train.batch);
}

/**
 * Trains to the end, or until asked to stop.
 *
 * The test set never selects anything: the best validation epoch and the last epoch are tested once each, at the end.
 * @returns the final state, or undefined when it was stopped: in training with a checkpoint; the tests have the last one
 * @throws TrainingDiverged, after its event, when a loss, a gradient or what is to be saved is no longer finite
 */
export async function* train(run: TrainingRun): AsyncGenerator<RunEvent, Checkpoint | undefined> {
  const { plan, data, now } = run;
  const { epochs, batch } = plan.train;
  const split = validationSplit(data.train.labels.length, plan.train.validation);
  const stepsPerEpoch = Math.ceil(split.train.length / batch);
  const reportEvery = Math.max(1, Math.ceil(stepsPerEpoch / reportsPerEpoch));

  let { step, epoch: epochTally, recent, best } = run.from;
  let kernelSecondsBefore = 0;
  let savedStep = step;
  let savedAt = now();
  let startedAt = savedAt;
  /** Images of each step whose result has not been asked for. */
  const unread: number[] = [];
  const { session } = run;
  const rateIn = (epoch: number): number => rateAt(plan.train.schedule, plan.train.optimizer.lr, epochs, epoch);
  const diverged = (found: NotFinite | undefined): TrainingDiverged => {
    const epoch = Math.ceil(step / stepsPerEpoch);
    const where = { step, epoch, rate: rateIn(epoch - 1), checkpoint: savedStep };
    return new TrainingDiverged({ kind: "diverged", at: now(), ...where, ...(found ?? { what: "loss" }) });
  };
  // Whatever is kept must be of use: what is no longer finite never takes the place of what was.
  const finiteState = async (): Promise<NetworkState> => {
    const state = await session.state();
    const found = notFiniteIn(state);
    if (found !== undefined) throw diverged(found);
    return state;
  };
  // Reading a result waits for the device: it is done for many steps at once.
  const tally = async (): Promise<void> => {
    const results = await session.results();
    const first = step - unread.length + 1;
    for (const [index, result] of results.entries()) {
      epochTally = add(epochTally, result, unread[index]!);
      recent = add(recent, result, unread[index]!);
      // Each of them is infinite or NaN as soon as one of the numbers it is made of is.
      if (Number.isFinite(result.loss + result.keptGradientNorm)) continue;
      step = first + index;
      throw diverged(await session.firstNotFinite());
    }
    unread.length = 0;
    const seconds = (now() - startedAt) / 1000;
    const kernelSeconds = session.kernelSeconds?.() ?? 0;
    const time = { seconds, kernelSeconds: kernelSeconds - kernelSecondsBefore };
    kernelSecondsBefore = kernelSeconds;
    epochTally = timed(epochTally, time);
    recent = timed(recent, time);
  };
  const save = async (state: NetworkState): Promise<RunEvent> => {
    await run.save({ step, epoch: epochTally, recent, best, state });
    savedStep = step;
    savedAt = now();
    return { kind: "checkpoint", at: savedAt, step };
  };
  const flowEvery = uses(plan.evaluate, "gradientFlow") ? evaluationSettings(plan).gradientFlow.every : undefined;
  try {
    if (flowEvery !== undefined && step === 0) yield await measureFlow(run, split.train, 0, step);
    while (step < epochs * stepsPerEpoch) {
      const epoch = Math.floor(step / stepsPerEpoch);
      const rate = rateIn(epoch);
      const order = batchOrder(split.train, plan.seed, epoch);
      const augmentation = { augment: plan.train.augment, padding: data.cropPadding, seed: plan.seed, epoch };
      startedAt = now();
      for await (const examples of run.load(epochRequests(order, batch, step % stepsPerEpoch, augmentation))) {
        if (run.stopRequested()) {
          await tally();
          yield await save(await finiteState());
          return undefined;
        }
        await session.step(examples, { ...optimizerOf(plan), rate, step });
        step += 1;
        unread.push(examples.labels.length);

        const inEpoch = step - epoch * stepsPerEpoch;
        const reports = inEpoch % reportEvery === 0 || inEpoch === stepsPerEpoch;
        const saves = now() - savedAt > checkpointEveryMs && inEpoch < stepsPerEpoch;
        if (!reports && !saves) continue;
        await tally();
        if (reports) {
          yield progress(recent, step, now());
          recent = emptyTally;
        }
        if (saves) yield await save(await finiteState());
        startedAt = now();
      }
      const state = await finiteState();
      const validation = await validate(session, run, split.validation);
      if (validation !== undefined && validation.accuracy > (best?.accuracy ?? -1)) {
        const { parameters, buffers } = state;
        best = { epoch: epoch + 1, accuracy: validation.accuracy, parameters, buffers };
      }
      yield {
        kind: "epoch",
        at: now(),
        epoch: epoch + 1,
        step,
        rate,
        trainLoss: epochTally.loss / epochTally.images,
        trainAccuracy: epochTally.correct / epochTally.images,
        ...(validation && { validation }),
        seconds: epochTally.seconds,
      };
      epochTally = emptyTally;
      if (flowEvery !== undefined && ((epoch + 1) % flowEvery === 0 || epoch + 1 === epochs)) {
        yield await measureFlow(run, split.train, epoch + 1, step);
      }
      yield await save(state);
    }
    const last = yield* test(session, run, "last");
    if (last === undefined) return undefined;
    yield { kind: "tested", at: now(), which: "last", epoch: epochs, ...last };
    if (best !== undefined) {
      const found = best.epoch === epochs ? last : yield* testBest(run, best);
      if (found === undefined) return undefined;
      yield { kind: "tested", at: now(), which: "best", epoch: best.epoch, ...found };
    }
    return { step, epoch: epochTally, recent, best, state: await finiteState() };
  } catch (error) {
    if (error instanceof TrainingDiverged) yield error.event;
    throw error;
  } finally {
    await session.close();
  }
}

/** Numbers are no longer finite: the weights are of no use any more, those of the last checkpoint are. */
export class TrainingDiverged extends Error {
  constructor(readonly event: Divergence) {
    super(causeWords(event, "en"));
  }
}

type StepTime = Pick<Tally, "seconds" | "kernelSeconds">;

function optimizerOf({ train: { optimizer, labelSmoothing } }: Plan) {
  const { momentum, nesterov, weightDecay } = optimizer;
  return { momentum, nesterov, weightDecay, labelSmoothing };
}

function add(tally: Tally, result: StepResult, images: number): Tally {
  return {
    ...tally,
    images: tally.images + images,
    loss: tally.loss + result.loss * images,
    correct: tally.correct + result.correct,
    keptGradientNorm: tally.keptGradientNorm + result.keptGradientNorm * images,
  };
}

function timed(tally: Tally, { seconds, kernelSeconds }: StepTime): Tally {
  return { ...tally, seconds: tally.seconds + seconds, kernelSeconds: tally.kernelSeconds + kernelSeconds };
}

function progress(tally: Tally, step: number, at: number): RunEvent {
  const { images, loss, correct, keptGradientNorm, seconds, kernelSeconds } = tally;
  return {
    kind: "progress",
    at,
    step,
    loss: loss / images,
    accuracy: correct / images,
    keptGradientNorm: keptGradientNorm / images,
    imagesPerSecond: seconds > 0 ? images / seconds : 0,
    // Two clocks: the finer one of the engine may run past the other by its grain.
    ...(kernelSeconds > 0 && seconds > 0 && { kernelShare: Math.min(1, kernelSeconds / seconds) }),
  };
}

async function validate(session: Session, { data, plan }: TrainingRun, held: Uint32Array) {
  if (held.length === 0) return undefined;
  const { logits, labels } = await predict(session, data.train, data.normalisation, held, plan.train.batch);
  const { classes } = data.train;
  return { loss: nll(logits, labels, classes), accuracy: accuracy(logits, labels, classes) };
}

/** Undefined when it was stopped. */
async function* test(
  session: Session,
  { data, outliers, plan, now, stopRequested }: TrainingRun,
  which: "best" | "last",
): AsyncGenerator<RunEvent, Findings | undefined> {
  const { test, normalisation } = data;
  const { evaluate, train } = plan;
  const settings = evaluationSettings(plan);
  const work = examine({ session, batch: train.batch, test, normalisation, evaluate, settings, outliers });
  let saidAt = now();
  for (;;) {
    const { done, value } = await work.next();
    if (done === true) return value;
    if (stopRequested()) return undefined;
    if (now() - saidAt < testReportEveryMs) continue;
    saidAt = now();
    yield { kind: "testing", at: saidAt, which, ...value };
  }
}

/** On the first images, as they are: the same batch every time, so that only the weights differ. */
async function measureFlow(
  { session, data, plan, masks, now }: TrainingRun,
  images: Uint32Array,
  epoch: number,
  step: number,
): Promise<RunEvent> {
  const request = { indices: images.slice(0, plan.train.batch), augmentation: undefined };
  const batch = makeBatch(data, request, new Float32Array(batchNumbers(data, request)));
  const { labelSmoothing } = plan.train;
  const { gradients } = await session.gradients(batch, { mode: "train", positions: "all", labelSmoothing });
  const weights = prunable(planGraph(plan)).map(({ name }) => name);
  return { kind: "gradientFlow", at: now(), epoch, step, ...gradientFlow(gradients, masks, weights) };
}

async function* testBest(run: TrainingRun, best: Best): AsyncGenerator<RunEvent, Findings | undefined> {
  const session = await run.open({ parameters: best.parameters, buffers: best.buffers, momentum: new Map() });
  try {
    return yield* test(session, run, "best");
  } finally {
    await session.close();
  }
}
