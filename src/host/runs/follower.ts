import * as vscode from "vscode";
import type { RunEvent } from "../../core/run/event";
import type { RunStatus } from "../../core/run/status";
import type { RunChange, RunView } from "../../store/feed";

/** A run that changed since the last look. */
export interface RunUpdate extends RunChange {
  /** Its status at the last look; undefined when it is seen for the first time. */
  readonly before: RunStatus | undefined;
}

/** What views read runs from. */
export interface Runs {
  /** Newest first. */
  readonly runs: readonly RunView[];
  get(id: string): RunView | undefined;
  /** All events of a run from its beginning. */
  events(id: string): Promise<readonly RunEvent[]>;
  /** While the first look lasts, and with all of them done when it has ended. */
  readonly onRead: vscode.Event<ReadRuns>;
  /** No updates: runs are gone. */
  readonly onDidChange: vscode.Event<readonly RunUpdate[]>;
  /** Looks at the disk now; after it, `runs` is up to date. */
  look(): Promise<void>;
}

interface Feed extends Omit<Runs, "onDidChange" | "onRead" | "look"> {
  refresh(onRuns: (done: number, total: number) => void): Promise<readonly RunChange[]>;
}

/** How far the first look is. */
export interface ReadRuns {
  readonly done: number;
  readonly total: number;
}

/** Between looks, while something trains or waits and while nothing does. */
const pauseMs = { busy: 400, idle: 2_000 };

/**
 * Follows the runs of a folder, whoever started them: another window, a terminal, or this window before it was closed.
 */
export class RunFollower implements Runs, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<readonly RunUpdate[]>();
  readonly onDidChange = this.changed.event;
  private readonly reading = new vscode.EventEmitter<ReadRuns>();
  readonly onRead = this.reading.event;
  private readonly seen = new Map<string, RunStatus>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private read = false;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly feed: Feed,
    private readonly log: Pick<vscode.LogOutputChannel, "error">,
  ) {}

  get runs(): readonly RunView[] {
    return this.feed.runs;
  }

  get(id: string): RunView | undefined {
    return this.feed.get(id);
  }

  events(id: string): Promise<readonly RunEvent[]> {
    return this.feed.events(id);
  }

  /** A look asked for while another is under way follows it: the disk may have changed since that one began. */
  async look(): Promise<void> {
    await this.looking;
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = undefined;
    });
    await this.looking;
  }

  dispose(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.changed.dispose();
    this.reading.dispose();
  }

  private async lookOnce(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const changes = await this.feed.refresh((done, total) => {
        if (done < total) this.reading.fire({ done, total });
      });
      const updates = changes.map((change) => this.update(change));
      const gone = [...this.seen.keys()].filter((id) => this.feed.get(id) === undefined);
      for (const id of gone) this.seen.delete(id);
      if (!this.closed && (updates.length > 0 || gone.length > 0)) this.changed.fire(updates);
    } catch (error) {
      this.log.error(`The runs could not be read: ${String(error)}`);
    }
    if (this.closed) return;
    const total = this.runs.length;
    if (!this.read) this.reading.fire({ done: total, total });
    this.read = true;
    const busy = this.runs.some(({ status }) => status === "running" || status === "queued");
    this.timer = setTimeout(() => void this.look(), busy ? pauseMs.busy : pauseMs.idle);
  }

  private update(change: RunChange): RunUpdate {
    const { id, status } = change.run;
    const before = this.seen.get(id);
    this.seen.set(id, status);
    return { ...change, before };
  }
}
