import {
  DidChangeWatchedFilesNotification,
  type Connection,
  type Disposable,
  type FileSystemWatcher,
} from "vscode-languageserver/node";
import type { Editor } from "./editor";
import type { Reference, References } from "./lookups";
import { partsOf } from "./places";
import { tell } from "./tell";

/**
 * Has the editor watch what the open texts refer to, and nothing else.
 *
 * @returns to be called with all references whenever they may have changed; without effect where the editor cannot watch
 */
export function watching(connection: Connection, { watchesFiles }: Editor): (references: References) => void {
  if (!watchesFiles) return () => undefined;
  let watched = "[]";
  let registered: Promise<Disposable | undefined> = Promise.resolve(undefined);
  return (references) => {
    const watchers = [...references.values()].flatMap(watchersOf);
    const wanted = JSON.stringify(watchers);
    if (wanted === watched) return;
    watched = wanted;
    const renew = async (last?: Disposable) => {
      last?.dispose();
      if (watchers.length === 0) return undefined;
      return await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    };
    registered = registered.then(renew, () => renew());
    tell(registered);
  };
}

/** The place itself, which need not exist yet, and what lies in a folder. */
function watchersOf({ uri, kind }: Reference): FileSystemWatcher[] {
  const { folder, name } = partsOf(uri);
  const itself = { globPattern: { baseUri: folder, pattern: literally(name) } };
  return kind === "file" ? [itself] : [itself, { globPattern: { baseUri: uri, pattern: "*" } }];
}

/** A glob that matches this name; the few others that it matches too do no harm. */
function literally(name: string): string {
  return name.replaceAll(/[*?{}[\],!]/g, "?");
}
