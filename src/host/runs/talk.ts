import type { PanelMessage, RunHead, TrackId } from "../../core/run/panel";
import { findTwin } from "../../core/run/twin";
import type { RunView } from "../../store/feed";
import type { Runs, RunUpdate } from "./follower";
import { isStopping } from "./stopping";

/** What a panel is told: heads when they change, events as they come, and everything when its page starts anew. */
export class RunTalk {
  private heads = "";

  constructor(
    private readonly runs: Pick<Runs, "runs" | "get" | "events">,
    private readonly id: string,
    private readonly send: (message: PanelMessage) => void,
  ) {}

  async tellAll(): Promise<void> {
    this.heads = "";
    this.tellHeads();
    for (const [of, run] of this.tracks())
      this.send({ kind: "events", of, from: 0, events: await this.runs.events(run.id) });
  }

  tell(updates: readonly RunUpdate[]): void {
    this.tellHeads();
    for (const [of, { id }] of this.tracks()) {
      const news = updates.find(({ run }) => run.id === id);
      if (news !== undefined && news.events.length > 0)
        this.send({ kind: "events", of, from: news.from, events: news.events });
    }
  }

  private tellHeads(): void {
    const { run, twin } = Object.fromEntries(this.tracks().map(([of, view]) => [of, headOf(view)]));
    if (run === undefined) return;
    const message: PanelMessage = { kind: "heads", run, ...(twin !== undefined && { twin }) };
    const heads = JSON.stringify(message);
    if (heads !== this.heads) this.send(message);
    this.heads = heads;
  }

  private tracks(): (readonly [TrackId, RunView])[] {
    const run = this.runs.get(this.id);
    if (run === undefined) return [];
    const twin = findTwin(run, this.runs.runs);
    return [["run", run], ...(twin === undefined ? [] : [["twin", twin] as const])];
  }
}

function headOf(run: RunView): RunHead {
  const { id, title, status, plan } = run;
  return { id, title, status, epochs: plan.train.epochs, stopping: isStopping(run) };
}
