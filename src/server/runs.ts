import { dirname } from "node:path";
import type { KnownRun } from "../core/language/lenses";
import { RunFeed } from "../store/feed";
import { nearestRoot, rootIn } from "../store/root";
import type { Editor } from "./editor";
import { pathOf } from "./places";

/** The runs of the open folder, as VS Code shows them; where none is open, those of the folder around a document. */
export function runsBeside(
  { folders: [folder] }: Editor,
  now: () => number,
): (uri: string) => Promise<readonly KnownRun[]> {
  const feeds = new Map<string, RunFeed>();
  return async (uri) => {
    const path = pathOf(uri);
    const root = folder !== undefined ? rootIn(folder) : path !== undefined ? nearestRoot(dirname(path)) : undefined;
    if (root === undefined) return [];
    const feed = feeds.get(root) ?? new RunFeed(root, now, { digests: "read" });
    feeds.set(root, feed);
    await feed.refresh();
    return feed.runs;
  };
}
