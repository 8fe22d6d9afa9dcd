/** Code lenses over an experiment: run it, see what it would make, compare what it has made, and how far it is. */
import { planKey } from "../experiment/plans";
import type { Plan } from "../experiment/plan";
import type { Span } from "../problem";
import type { RunState } from "../run/state";
import type { RunStatus } from "../run/status";
import { knownAccuracy, percent, progressWords, statusWord } from "../run/words";
import type { Locale } from "../template";
import type { LanguageDocument } from "./document";
import { phrase } from "./phrases";
import { runsWords, type GridSummary } from "./summary";

export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** `show` shows one run. */
  readonly action: "run" | "preview" | "compare" | "show";
  /** The run that `show` is about. */
  readonly run?: string;
}

/** A run as the editor knows it. */
export interface KnownRun {
  readonly id: string;
  readonly plan: Plan;
  readonly title: string;
  readonly state: RunState;
  readonly status: RunStatus;
}

export interface LensContext {
  readonly locale: Locale;
  /** Of the whole file; undefined where it has errors. */
  readonly summary: GridSummary | undefined;
  /** Those that this file asks for, newest first. */
  readonly runs: readonly KnownRun[];
}

/** All of them stand at the first key, where people start to read. */
export function lenses(document: LanguageDocument, { locale, summary, runs }: LensContext): Lens[] {
  const span = document.kind === "experiment" ? firstKey(document.tree) : undefined;
  if (span === undefined || summary === undefined) return [];
  const finished = runs.filter(({ status }) => status === "completed").length;
  const last = runs[0];
  return [
    { span, action: "run", title: phrase("lens.run", { runs: runsWords(summary, locale) }, locale) },
    { span, action: "preview", title: phrase("lens.preview", {}, locale) },
    { span, action: "compare", title: phrase("lens.compare", { finished }, locale) },
    ...(last === undefined ? [] : [{ span, action: "show", run: last.id, title: stateOf(last, locale) } as const]),
  ];
}

/** @returns a finder that knows the plans of each summary and of each run it has met */
export function runFinder(): (summary: GridSummary, runs: readonly KnownRun[]) => readonly KnownRun[] {
  const keys = new WeakMap<object, string>();
  const wanted = new WeakMap<GridSummary, ReadonlySet<string>>();
  const keyOf = (plan: Plan): string => {
    const key = keys.get(plan) ?? planKey(plan);
    keys.set(plan, key);
    return key;
  };
  return (summary, runs) => {
    if (runs.length === 0) return [];
    const plans = wanted.get(summary) ?? new Set(summary.plans.map(planKey));
    wanted.set(summary, plans);
    return runs.filter(({ plan }) => plans.has(keyOf(plan)));
  };
}

/** "cifar_resnet_20 · erk 0.1 · seed 1: epoch 3/6, 81.2 %". */
function stateOf({ title, status, state, plan }: KnownRun, locale: Locale): string {
  const words = status === "running" ? progressWords(state, plan.train.epochs, locale) : statusWord(status, locale);
  const accuracy = knownAccuracy(state);
  return `${title}: ${words}${accuracy === undefined ? "" : `, ${percent(accuracy.value)}`}`;
}

function firstKey(tree: LanguageDocumentTree): Span | undefined {
  if (tree?.kind !== "mapping") return undefined;
  const [first] = [...tree.entries.values()].map(({ key }) => key).sort((left, right) => left.start - right.start);
  return first;
}

type LanguageDocumentTree = Extract<LanguageDocument, { kind: "experiment" }>["tree"];
