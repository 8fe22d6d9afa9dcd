/** Process: reads checkpoint files for the editor and answers over the channel to whoever started it. */
import { isInspectorRequest } from "../core/inspect/inspector";
import { answerer } from "./answer";

const answer = answerer();
serve(Promise.resolve());

/** One at a time: two that read at once would only disturb each other. */
function serve(before: Promise<void>): void {
  process.once("message", (request: unknown) => {
    const send = (answer: unknown) => process.send?.(answer);
    serve(isInspectorRequest(request) ? before.then(() => answer(request, send)) : before);
  });
}

// Nobody is left who could want an answer.
process.on("disconnect", () => process.exit());
