import type { DataChoice } from "./plan";

/** What an experiment file refers to, handed in, so that editor, terminal and language server find the same. */
export interface Lookup {
  /** The absolute path of a path written in the file. */
  readonly resolve: (path: string) => string;
  /** A file's text by its absolute path; undefined where it cannot be read. */
  readonly readText: (path: string) => string | undefined;
  /** The number of classes of an image folder by its absolute path; undefined where it is none. */
  readonly classCount: (folder: string) => number | undefined;
  /** Why these images cannot be used, as a sentence for a person; undefined where they can. */
  readonly dataProblem: (choice: DataChoice) => string | undefined;
  /** The same for the test images alone. */
  readonly testImagesProblem: (choice: DataChoice) => string | undefined;
}
