import type { SplitCounts } from "../data/format";
import type { Graph } from "../model/graph";
import type { DataChoice } from "./plan";

/**
 * What an experiment file refers to, handed in, so that editor, terminal and language server find the same. Of what
 * cannot be found out (a path beside a text that has no place yet), nothing is said.
 */
export interface Lookup {
  /** The absolute path of a path written in the file. */
  readonly resolve: (path: string) => string;
  /** A file by its absolute path. */
  readonly readText: (path: string) => FileText;
  /** The number of classes of an image folder by its absolute path; undefined where it is none. */
  readonly classCount: (folder: string) => number | undefined | "unknown";
  /** Why these images cannot be used, as a sentence for a person; undefined where they can, or where none can tell. */
  readonly dataProblem: (choice: DataChoice) => string | undefined;
  /** How many images of each split are used; undefined where none can tell. */
  readonly imageCounts?: (choice: DataChoice) => SplitCounts | undefined;
  /** Why the test images alone cannot be used, as `dataProblem` says it. */
  readonly testImagesProblem: (choice: DataChoice) => string | undefined;
  /** Bytes that training can have for a network and its batch; undefined where none can tell. */
  readonly memoryBytes: () => number | undefined;
  /** Built-in networks, kept by whoever reads much the same text again and again. */
  readonly networks?: Map<string, Graph>;
}

export type FileText = { readonly text: string } | "missing" | "unknown";
