import { cellTitle } from "../../core/experiment/plans";
import { testOf } from "../../core/run/state";
import { withTwins } from "../../core/run/twin";
import { thinned } from "../../core/results/thin";
import type { ResultEntry, ResultEvents, ResultsMessage } from "../../core/results/panel";
import type { RunView } from "../../store/feed";
import type { Runs, RunUpdate } from "../runs/follower";

/** Runs whose events are read and told together: the page can draw them while others are read. */
const atOnce = 64;

/** What the results page is told: which runs there are, and what happened in those that it shows and in their twins. */
export class ResultsTalk {
  private chosen: readonly string[] = [];
  private shown: ReadonlySet<string> = new Set();
  /** Runs whose events the page has been sent since a person chose; another set from each choice on. */
  private told = new Set<string>();
  private readonly cells = new Map<string, number>();

  constructor(
    private readonly runs: Pick<Runs, "runs" | "get" | "events">,
    /** Resolves once the page has it: what is read faster than it takes would pile up. */
    private readonly send: (message: ResultsMessage) => PromiseLike<unknown>,
  ) {}

  /** Shows these runs from now on; those that are gone are left out. */
  async choose(ids: readonly string[]): Promise<void> {
    this.chosen = ids;
    this.told = new Set();
    await this.tellChosen();
  }

  async tellAll(): Promise<void> {
    this.tellCatalogue();
    this.told = new Set();
    await this.tellChosen();
  }

  async tell(updates: readonly RunUpdate[]): Promise<void> {
    // No updates: runs are gone.
    if (updates.length === 0) this.tellCatalogue();
    else void this.send({ kind: "catalogue", whole: false, runs: updates.map(({ run }) => this.entry(run)) });
    const before = this.shown;
    for (const { run, events, from } of updates) {
      if (this.told.has(run.id) && events.length > 0) void this.send({ kind: "events", of: run.id, from, events });
    }
    // A twin may have joined, or a run may be gone.
    const now = this.tracks();
    if (now.length !== before.size || now.some(({ id }) => !before.has(id))) await this.tellChosen();
  }

  private tellCatalogue(): void {
    void this.send({ kind: "catalogue", whole: true, runs: this.runs.runs.map((run) => this.entry(run)) });
  }

  /** A later choice ends the reading for an earlier one. */
  private async tellChosen(): Promise<void> {
    const { told } = this;
    const tracks = this.tracks();
    this.shown = new Set(tracks.map(({ id }) => id));
    const runs = tracks.map(({ id, title, plan }) => ({ id, title, plan }));
    void this.send({ kind: "chosen", ids: this.chosen.filter((id) => this.shown.has(id)), runs });
    const unknown = tracks.filter(({ id }) => !told.has(id));
    for (let start = 0; start < unknown.length; start += atOnce) {
      const some = unknown.slice(start, start + atOnce);
      const runs = await Promise.all(some.map(({ id }) => this.eventsOf(id, tracks.length)));
      if (this.told !== told) return;
      for (const { id } of some) told.add(id);
      await this.send({ kind: "many", runs });
      if (this.told !== told) return;
    }
  }

  private async eventsOf(id: string, shown: number): Promise<ResultEvents> {
    const all = await this.runs.events(id);
    const events = thinned(all, shown);
    return { kind: "events", of: id, from: 0, events, ...(events.length < all.length && { all: all.length }) };
  }

  /** The chosen runs in their order, then the dense twins that are not among them. */
  private tracks(): readonly RunView[] {
    const chosen = this.chosen.flatMap((id) => this.runs.get(id) ?? []);
    return withTwins(chosen, this.runs.runs);
  }

  private entry({ id, plan, status, state, cell: key }: RunView): ResultEntry {
    const accuracy = testOf(state, "last")?.metrics.accuracy;
    const cell = this.cells.get(key) ?? this.cells.size;
    this.cells.set(key, cell);
    return { id, title: cellTitle(plan), seed: plan.seed, cell, status, ...(accuracy !== undefined && { accuracy }) };
  }
}
