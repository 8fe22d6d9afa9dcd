/** Where things stand in the extension's storage. A folder under its own name is whole; one that grows ends in `.part`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { backendIds, type BackendId } from "./packages";

export function nodeFolder(storage: string): string {
  return join(storage, "node");
}

/** Where the program of a fetched Node would be. */
export function fetchedNode(storage: string): string {
  return join(nodeFolder(storage), "bin", process.platform === "win32" ? "node.exe" : "node");
}

export function npmFolder(storage: string): string {
  return join(storage, "npm");
}

export function backendFolder(storage: string, id: BackendId): string {
  return join(storage, "backends", id);
}

export function partOf(folder: string): string {
  return `${folder}.part`;
}

/** Those of which something was fetched that is not installed, or not yet. */
export function startedBackends(storage: string): readonly BackendId[] {
  return backendIds.filter((id) => existsSync(partOf(backendFolder(storage, id))));
}

export function installedBackends(storage: string): readonly BackendId[] {
  return backendIds.filter((id) => existsSync(backendFolder(storage, id)));
}
