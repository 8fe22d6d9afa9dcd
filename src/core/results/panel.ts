/**
 * What the results page and its host say to each other. The page is told of all runs in a few words, and of those it
 * shows the plan and the events, which it folds itself; it says which ones it shows, and hands over what a person wants
 * saved. Both check what they get.
 */
import * as Type from "typebox";
import * as Value from "typebox/value";
import { CopySchema, FormatSchema, SaveSchema } from "../chart/fileRequest";
import type { Plan } from "../experiment/plan";
import { readPlan } from "../experiment/readPlan";
import type { Frozen } from "../frozen";
import { isRunEvent, type RunEvent } from "../run/event";
import { ResultOptionsSchema } from "./options";
import { tabIds } from "./tabNames";

/** A run as it stands in the list that a person chooses from. */
const EntrySchema = Type.Object({
  id: Type.String({ minLength: 1 }),
  /** What its cell is called, or a person calls the run. */
  title: Type.String(),
  seed: Type.Integer(),
  /** Equal for the seeds of one cell of a grid. */
  cell: Type.Integer({ minimum: 0 }),
  status: Type.Enum(["queued", "running", "interrupted", "completed", "stopped", "failed"]),
  /** On the test images, after the last epoch. */
  accuracy: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
});

const Ids = Type.Array(Type.String({ minLength: 1 }));

const CatalogueSchema = Type.Object({
  kind: Type.Literal("catalogue"),
  /** All runs, or those that have changed. */
  whole: Type.Boolean(),
  runs: Type.Array(EntrySchema),
});

/** The runs to be shown from now on, with the dense twins they are compared with. */
const ChosenSchema = Type.Object({
  kind: Type.Literal("chosen"),
  ids: Ids,
  runs: Type.Array(Type.Object({ id: Type.String({ minLength: 1 }), title: Type.String(), plan: Type.Unknown() })),
});

const EventsSchema = Type.Object({
  kind: Type.Literal("events"),
  of: Type.String({ minLength: 1 }),
  /** Number of the run's events before these: a page that has fewer has missed some and says `ready` again. */
  from: Type.Integer({ minimum: 0 }),
  events: Type.Array(Type.Unknown()),
  /** How many events these stand for, where points of curves are left out; `from` is 0 then. */
  all: Type.Optional(Type.Integer({ minimum: 0 })),
});

/** Events of several runs at once: thousands of messages would each cost more than what is in them. */
const ManySchema = Type.Object({ kind: Type.Literal("many"), runs: Type.Array(EventsSchema) });

/** What a command of the editor asks the page to do. */
const CommandSchema = Type.Union([
  /** To show the list of runs, or the whole of each chart. */
  Type.Object({ kind: Type.Literal("do"), action: Type.Enum(["choose", "resetZoom"]) }),
  Type.Object({ kind: Type.Literal("tab"), tab: Type.Enum([...tabIds]) }),
  /** Of the chart that was used last, or the first one. */
  Type.Object({ kind: Type.Literal("export"), format: FormatSchema, how: Type.Enum(["copy", "save"]) }),
]);

const RequestSchema = Type.Union([
  /** The page is there and knows nothing yet. */
  Type.Object({ kind: Type.Literal("ready") }),
  Type.Object({ kind: Type.Literal("choose"), ids: Ids }),
  /** What can be exported of what is shown now. */
  Type.Object({ kind: Type.Literal("formats"), formats: Type.Array(FormatSchema) }),
  Type.Object({ kind: Type.Literal("open"), id: Type.String({ minLength: 1 }) }),
  CopySchema,
  SaveSchema,
]);

/** What the page keeps for the time after it was hidden, or the window loaded again. */
const KeptSchema = Type.Object({
  chosen: Ids,
  tab: Type.String(),
  options: ResultOptionsSchema,
  /** Whether the list of runs is unfolded. */
  choosing: Type.Boolean(),
  /** Networks whose seeds are listed there, by the run of the lowest. */
  unfolded: Type.Optional(Ids),
});

export type ResultEntry = Frozen<typeof EntrySchema>;
export interface ChosenMessage {
  readonly kind: "chosen";
  /** Those a person chose; the other runs are their dense twins. */
  readonly ids: readonly string[];
  readonly runs: readonly { readonly id: string; readonly title: string; readonly plan: Plan }[];
}
export interface ResultEvents {
  readonly kind: "events";
  readonly of: string;
  readonly from: number;
  readonly events: readonly RunEvent[];
  readonly all?: number;
}
export interface ManyEvents {
  readonly kind: "many";
  readonly runs: readonly ResultEvents[];
}
export type ResultsMessage = Frozen<typeof CatalogueSchema> | ChosenMessage | ResultEvents | ManyEvents;
export type ResultsCommand = Frozen<typeof CommandSchema>;
export type ResultsRequest = Frozen<typeof RequestSchema>;
export type KeptResults = Frozen<typeof KeptSchema>;

/** Undefined for a message that is none of ours. */
export function readResultsMessage(value: unknown): ResultsMessage | undefined {
  if (Value.Check(CatalogueSchema, value)) return value;
  if (Value.Check(EventsSchema, value)) return readEvents(value);
  if (Value.Check(ManySchema, value)) {
    const runs = value.runs.flatMap((each) => readEvents(each) ?? []);
    return runs.length === value.runs.length ? { ...value, runs } : undefined;
  }
  if (!Value.Check(ChosenSchema, value)) return undefined;
  const runs = value.runs.flatMap(({ plan, ...run }) => {
    const known = readPlan(plan);
    return known === undefined ? [] : { ...run, plan: known };
  });
  return { ...value, runs };
}

function readEvents(message: Frozen<typeof EventsSchema>): ResultEvents | undefined {
  const { events } = message;
  return events.every(isRunEvent) ? { ...message, events } : undefined;
}

export function isResultsCommand(value: unknown): value is ResultsCommand {
  return Value.Check(CommandSchema, value);
}

export function isResultsRequest(value: unknown): value is ResultsRequest {
  return Value.Check(RequestSchema, value);
}

export function isKeptResults(value: unknown): value is KeptResults {
  return Value.Check(KeptSchema, value);
}
