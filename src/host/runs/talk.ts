import { planTitle } from "../../core/experiment/plans";
import type { PanelMessage, RunHead, TrackId } from "../../core/run/panel";
import { findTwin } from "../../core/run/twin";
import type { Locale } from "../../core/template";
import type { RunView } from "../../store/feed";
import type { Runs, RunUpdate } from "./follower";
import { isStopping } from "./stopping";

export interface RunTalkOptions {
  readonly runs: Pick<Runs, "runs" | "get" | "events">;
  /** Of the run that the panel shows. */
  readonly id: string;
  readonly locale: Locale;
  readonly send: (message: PanelMessage) => void;
}

/** What a panel is told: heads when they change, events as they come, and everything when its page starts anew. */
export class RunTalk {
  private heads = "";

  constructor(private readonly options: RunTalkOptions) {}

  async tellAll(): Promise<void> {
    const { runs, send } = this.options;
    this.heads = "";
    this.tellHeads();
    for (const [of, run] of this.tracks()) send({ kind: "events", of, from: 0, events: await runs.events(run.id) });
  }

  tell(updates: readonly RunUpdate[]): void {
    this.tellHeads();
    for (const [of, { id }] of this.tracks()) {
      const news = updates.find(({ run }) => run.id === id);
      if (news !== undefined && news.events.length > 0)
        this.options.send({ kind: "events", of, from: news.from, events: news.events });
    }
  }

  private tellHeads(): void {
    const { locale, send } = this.options;
    const { run, twin } = Object.fromEntries(this.tracks().map(([of, view]) => [of, headOf(view, locale)]));
    if (run === undefined) return;
    const message: PanelMessage = { kind: "heads", run, ...(twin !== undefined && { twin }) };
    const heads = JSON.stringify(message);
    if (heads !== this.heads) send(message);
    this.heads = heads;
  }

  private tracks(): (readonly [TrackId, RunView])[] {
    const { runs, id } = this.options;
    const run = runs.get(id);
    if (run === undefined) return [];
    const twin = findTwin(run, runs.runs);
    return [["run", run], ...(twin === undefined ? [] : [["twin", twin] as const])];
  }
}

function headOf(run: RunView, locale: Locale): RunHead {
  const { id, status, plan } = run;
  return { id, title: planTitle(plan, locale), status, epochs: plan.train.epochs, stopping: isStopping(run) };
}
