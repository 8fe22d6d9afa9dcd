import * as vscode from "vscode";
import type { Inspector, OnProgress } from "../../launch/inspector";

/** Shows how far a question to the process is; cancelling ends the process, and with it the question. */
export function counting<T>(
  title: string,
  inspector: Inspector,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const shown = vscode.window.withProgress(options, (progress, cancelled) => {
    let last = 0;
    cancelled.onCancellationRequested(() => {
      inspector.cancel();
    });
    return work((done, total) => {
      const now = (100 * done) / total;
      progress.report({ increment: now - last });
      last = now;
    });
  });
  return Promise.resolve(shown);
}
