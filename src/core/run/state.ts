import { type Cause, causeWords } from "./cause";
import type { EventOf, LayerRow, LayerTotal, Outcome, RunEvent } from "./event";
import type { EngineWish } from "../training/engines";
import type { Findings } from "./findings";

/** What the events of a run add up to: the one truth behind tree, chart, terminal and report. */
export interface RunState {
  /** `preparing`: started, but no step done yet (reading data, drawing masks). `scoring`: weights are being scored. */
  readonly phase: "created" | "queued" | "scoring" | "preparing" | "training" | Outcome;
  /** Why it failed or stopped, for people, in English; and where the program knows it itself, for other languages. */
  readonly reason: string | undefined;
  readonly cause: Cause | undefined;
  readonly device: EventOf<"started">["device"] | undefined;
  /** Why it trains on that engine, as it was last decided. */
  readonly choice: EventOf<"engine"> | undefined;
  /** How the weights were scored, where the scheme asks for it. */
  readonly scoring: Scoring | undefined;
  readonly layers: readonly LayerRow[];
  readonly total: LayerTotal | undefined;
  /** Steps done, and steps of the whole run (0 until known). */
  readonly step: number;
  readonly steps: number;
  readonly progress: readonly EventOf<"progress">[];
  readonly epochs: readonly EventOf<"epoch">[];
  readonly gradientFlow: readonly EventOf<"gradientFlow">[];
  /** Set while a long test is under way. */
  readonly testing: EventOf<"testing"> | undefined;
  readonly tests: readonly Test[];
  /** Points of accuracy that do not matter to who asked for it last; undefined where nothing was said. */
  readonly margin: number | undefined;
  /** What it is to be trained on; undefined where nothing was said. */
  readonly wish: EngineWish | undefined;
  /** The experiment file that asked for it last, by its name; undefined where none did. */
  readonly experiment: string | undefined;
  /** Times in ms since 1970. */
  readonly queuedAt: number | undefined;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
}

export interface Scoring {
  readonly scheme: string;
  /** Training images that it takes. */
  readonly images: number;
  /** Absent until it is done. */
  readonly seconds?: number;
}

export interface Test extends Findings {
  readonly which: "best" | "last";
  readonly epoch: number;
}

export const newRun: RunState = {
  phase: "created",
  reason: undefined,
  cause: undefined,
  device: undefined,
  choice: undefined,
  scoring: undefined,
  layers: [],
  total: undefined,
  step: 0,
  steps: 0,
  progress: [],
  epochs: [],
  gradientFlow: [],
  testing: undefined,
  tests: [],
  margin: undefined,
  wish: undefined,
  experiment: undefined,
  queuedAt: undefined,
  startedAt: undefined,
  finishedAt: undefined,
};

/**
 * The state after one more event. Total: an event of every kind has an answer in every state, and a kind from a newer
 * version changes nothing.
 */
export function advance(state: RunState, event: RunEvent): RunState {
  switch (event.kind) {
    case "queued":
      return {
        ...reopened(state),
        phase: "queued",
        queuedAt: event.at,
        margin: event.margin ?? state.margin,
        wish: event.wish ?? state.wish,
        experiment: event.experiment ?? state.experiment,
      };
    case "engine":
      return { ...state, choice: event };
    case "started":
      return { ...reopened(state), phase: "preparing", device: event.device, startedAt: event.at };
    case "scoring":
      return { ...reopened(state), phase: "scoring", scoring: { scheme: event.scheme, images: event.images } };
    case "scored":
      return {
        ...state,
        phase: "preparing",
        scoring: state.scoring && { ...state.scoring, seconds: event.seconds },
      };
    case "planned":
      return { ...state, layers: event.layers, total: event.total, steps: event.steps };
    case "resumed":
      return rewind(state, event.fromStep);
    case "progress":
      return withProgress(state, [event]);
    case "epoch":
      return { ...state, phase: "training", step: event.step, epochs: [...state.epochs, event] };
    case "checkpoint":
      return { ...state, step: Math.max(state.step, event.step) };
    case "gradientFlow": {
      // A run that was interrupted before its first step measures the same again.
      const before = state.gradientFlow.filter(({ step }) => step !== event.step);
      return { ...state, gradientFlow: [...before, event] };
    }
    case "testing":
      return { ...state, testing: event };
    case "tested": {
      const { which, epoch, metrics, details } = event;
      const test: Test = { which, epoch, metrics, ...(details && { details }) };
      return { ...state, testing: undefined, tests: [...state.tests.filter((other) => other.which !== which), test] };
    }
    case "diverged":
      return { ...state, reason: causeWords(event, "en"), cause: event };
    case "finished": {
      const { outcome, at, reason } = event;
      // What diverged has said so just before.
      const cause = event.cause ?? (outcome === "failed" ? state.cause : undefined);
      return { ...state, phase: outcome, testing: undefined, finishedAt: at, reason, cause };
    }
    default:
      return state;
  }
}

/** The state after all of these; points that follow one another join the curve together, rather than copy it each time. */
export function fold(events: Iterable<RunEvent>, from: RunState = newRun): RunState {
  let state = from;
  let points: EventOf<"progress">[] = [];
  for (const event of events) {
    if (event.kind === "progress") points.push(event);
    else {
      state = advance(withProgress(state, points), event);
      points = [];
    }
  }
  return withProgress(state, points);
}

/** What a run got on the test images, if it has been tested. */
export function testOf(state: RunState, which: Test["which"]): Test | undefined {
  return state.tests.find((test) => test.which === which);
}

function withProgress(state: RunState, points: RunState["progress"]): RunState {
  const last = points.at(-1);
  if (last === undefined) return state;
  return { ...state, phase: "training", step: last.step, progress: [...state.progress, ...points] };
}

function reopened(state: RunState): RunState {
  return { ...state, reason: undefined, cause: undefined, finishedAt: undefined };
}

function rewind(state: RunState, step: number): RunState {
  return {
    ...state,
    step,
    progress: state.progress.filter((point) => point.step <= step),
    epochs: state.epochs.filter((epoch) => epoch.step <= step),
    gradientFlow: state.gradientFlow.filter((flow) => flow.step <= step),
    testing: undefined,
    tests: [],
  };
}
