import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process that answers each line of JSON with one. */
export interface Lines {
  /** One question at a time: the next one after the answer. */
  ask(question: unknown): Promise<unknown>;
  readonly close: () => void;
}

/** @param title who it is, for the error when it ends early */
export function startLines(title: string, program: string, args: readonly string[]): Lines {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const failed = new Promise<never>((_, reject) => {
    child.once("error", (error) => {
      reject(new Error(`${title} could not be started: ${error.message}`));
    });
    // A question to a process that has ended is answered by the end of its lines, below.
    child.stdin.on("error", () => undefined);
  });
  failed.catch(() => undefined);
  const answers: AsyncIterator<string, undefined> = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const answer = await Promise.race([answers.next(), failed]);
      if (answer.done) throw new Error(`${title} has ended early; what it said stands above.`);
      return JSON.parse(answer.value) as unknown;
    },
    close: () => child.stdin.end(),
  };
}
