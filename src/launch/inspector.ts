import { type ChildProcess, fork } from "node:child_process";
import { faultWords, type Refusal } from "../core/fault/fault";
import type { FileDifference, Inspection } from "../core/inspect/inspection";
import { type InspectorAnswer, type InspectorRequest, isInspectorAnswer } from "../core/inspect/inspector";
import type { Picture, PictureRequest } from "../core/inspect/picture";

/** `died`: by itself, or it could not be started. */
export type InspectorEnding = "cancelled" | "closed" | "died";

/** The process that reads checkpoint files ended before it had answered; of one that died the message says how. */
export class InspectorEnded extends Error {
  constructor(
    readonly ending: InspectorEnding,
    how: string = ending,
  ) {
    super(how);
  }
}

/** The file cannot be used; the message says why in English. */
export class FileRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(faultWords(refusal, "en"));
  }
}

/** Told how many numbers have been read, of all. */
export type OnProgress = (done: number, total: number) => void;

interface Asked {
  readonly settle: (answer: InspectorAnswer) => void;
  readonly fail: (error: Error) => void;
  readonly onProgress: OnProgress | undefined;
}

/** For text, tensors' names and the pictures: what a file holds is read in blocks. */
const memoryMb = 1024;

/**
 * A process that reads checkpoint files. It is started by the first question, and again by the first one after it has
 * ended; whoever made it closes it. A question fails with `FileRefused` where the file cannot be used, or with
 * `InspectorEnded` where the process ends before it has answered.
 */
export class Inspector {
  private child: ChildProcess | undefined;
  private readonly asked = new Map<number, Asked>();
  private calls = 0;
  private closed = false;

  /** @param script the bundled `inspector/main.ts` */
  constructor(private readonly script: string) {}

  /** What the layers of a file keep. */
  async inspect(path: string, onProgress?: OnProgress): Promise<Inspection> {
    const answer = await this.ask((call) => ({ kind: "inspect", call, path }), onProgress);
    return answer.kind === "inspect" ? answer.result : refused(answer);
  }

  /** A layer's mask; laid over that of a second file where one is given and it has such a layer. */
  async draw(path: string, second: string | undefined, picture: PictureRequest): Promise<Picture> {
    const of = { path, ...(second !== undefined && { second }) };
    const answer = await this.ask((call) => ({ kind: "draw", call, ...of, picture }));
    return answer.kind === "draw" ? answer.result : refused(answer);
  }

  /** What the masks of two files have in common. */
  async compare(path: string, second: string, onProgress?: OnProgress): Promise<FileDifference> {
    const answer = await this.ask((call) => ({ kind: "compare", call, path, second }), onProgress);
    return answer.kind === "compare" ? answer.result : refused(answer);
  }

  /** Ends what is under way; a later question starts anew. */
  cancel(): void {
    this.stop("cancelled");
  }

  close(): void {
    this.closed = true;
    this.stop("closed");
  }

  private ask(request: (call: number) => InspectorRequest, onProgress?: OnProgress): Promise<InspectorAnswer> {
    if (this.closed) return Promise.reject(new InspectorEnded("closed"));
    const call = this.calls++;
    const answered = new Promise<InspectorAnswer>((settle, fail) => {
      this.asked.set(call, { settle, fail, onProgress });
    });
    this.child ??= this.start();
    this.child.send(request(call));
    return answered;
  }

  private start(): ChildProcess {
    const child = fork(this.script, [], {
      // In the editor this is Electron's program, which has to be told to be Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      execArgv: [`--max-old-space-size=${memoryMb}`],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.on("message", (answer: unknown) => {
      if (isInspectorAnswer(answer)) this.take(answer);
    });
    child.on("error", ({ message }) => {
      if (this.child === child) this.end(new InspectorEnded("died", message));
    });
    child.once("exit", (code, signal) => {
      if (this.child === child) this.end(new InspectorEnded("died", signal ?? `code ${String(code)}`));
    });
    return child;
  }

  private take(answer: InspectorAnswer): void {
    const asked = this.asked.get(answer.call);
    if (answer.kind === "progress") asked?.onProgress?.(answer.done, answer.total);
    else {
      this.asked.delete(answer.call);
      asked?.settle(answer);
    }
  }

  private stop(ending: InspectorEnding): void {
    const { child } = this;
    this.end(new InspectorEnded(ending));
    child?.kill();
  }

  private end(error: InspectorEnded): void {
    this.child = undefined;
    const open = [...this.asked.values()];
    this.asked.clear();
    for (const { fail } of open) fail(error);
  }
}

/** @throws FileRefused */
function refused(answer: InspectorAnswer): never {
  if (answer.kind === "refused") throw new FileRefused(answer.refusal);
  throw new Error(`The process answered with ${answer.kind}.`);
}
