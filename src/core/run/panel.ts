/**
 * What a run's panel and its host say to each other. The host sends a head whenever it changes and events as they come;
 * the page folds them and sends back what a person asked for. Both check what they get.
 */
import * as Type from "typebox";
import * as Value from "typebox/value";
import type { Frozen } from "../frozen";
import { type RunEvent, isRunEvent } from "./event";

const HeadSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  status: Type.Enum(["queued", "running", "interrupted", "completed", "stopped", "failed"]),
  /** Of the plan. */
  epochs: Type.Integer({ minimum: 1 }),
  /** Asked to stop; it does so after its batch. */
  stopping: Type.Boolean(),
});

const TrackIdSchema = Type.Enum(["run", "twin"]);

const HeadsSchema = Type.Object({
  kind: Type.Literal("heads"),
  run: HeadSchema,
  /** The same network trained dense, where there is such a run. */
  twin: Type.Optional(HeadSchema),
});

const EventsSchema = Type.Object({
  kind: Type.Literal("events"),
  of: TrackIdSchema,
  /** Number of the run's events before these: a page that has fewer has missed some and says `ready` again. */
  from: Type.Integer({ minimum: 0 }),
  events: Type.Array(Type.Unknown()),
});

const RequestSchema = Type.Union([
  /** The page is there and knows nothing yet. */
  Type.Object({ kind: Type.Literal("ready") }),
  Type.Object({ kind: Type.Literal("do"), action: Type.Enum(["stop", "resume", "log", "folder"]) }),
]);

/** What the page keeps for the time after a reload. */
const KeptSchema = Type.Object({
  run: Type.String({ minLength: 1 }),
  /** Whether the table of numbers is unfolded. */
  numbers: Type.Boolean(),
});

export type RunHead = Frozen<typeof HeadSchema>;
export type TrackId = Frozen<typeof TrackIdSchema>;
export type HeadsMessage = Frozen<typeof HeadsSchema>;
export type EventsMessage = Omit<Frozen<typeof EventsSchema>, "events"> & { readonly events: readonly RunEvent[] };
export type PanelMessage = HeadsMessage | EventsMessage;
export type PanelRequest = Frozen<typeof RequestSchema>;
export type PanelAction = Extract<PanelRequest, { kind: "do" }>["action"];
export type KeptPanel = Frozen<typeof KeptSchema>;

export function isPanelMessage(value: unknown): value is PanelMessage {
  if (Value.Check(HeadsSchema, value)) return true;
  return Value.Check(EventsSchema, value) && value.events.every(isRunEvent);
}

export function isPanelRequest(value: unknown): value is PanelRequest {
  return Value.Check(RequestSchema, value);
}

export function isKeptPanel(value: unknown): value is KeptPanel {
  return Value.Check(KeptSchema, value);
}
