/**
 * What the language server and the editor's client say to each other beyond the Language Server Protocol. Both check
 * what they get; other editors need none of it.
 */
import * as Type from "typebox";
import * as Value from "typebox/value";
import type { FileText } from "../experiment/lookup";
import type { Frozen } from "../frozen";

/** Server → client, a notification: what an experiment file comes to. */
export const summaryMethod = "sparse/summary";

/** Server → client, a request: the text of a file that only the editor can read. */
export const fileTextMethod = "sparse/fileText";

/** Client → server, a notification without arguments: runs have begun, gone on, ended or gone. */
export const runsChangedMethod = "sparse/runsChanged";

/** What code lenses and hints do, as commands of the editor; the first argument is the document's URI, or the run's id. */
export const editorCommands = {
  run: "sparse.experiment.run",
  preview: "sparse.experiment.preview",
  compare: "sparse.experiment.compare",
  show: "sparse.run.show",
  measureSpeed: "sparse.speed.measure",
} as const;

const SummarySchema = Type.Object({
  uri: Type.String(),
  /** The number of runs in words, and how they come about. */
  text: Type.String(),
  tooltip: Type.String(),
});

const FileTextRequestSchema = Type.Object({ uri: Type.String() });

const FileTextSchema = Type.Union([Type.Object({ text: Type.String() }), Type.Enum(["missing", "unknown"])]);

const ClientOptionsSchema = Type.Object({
  /** Whether the client answers requests for the text of a file. */
  fileText: Type.Boolean(),
  /** Whether the editor has the commands above. */
  commands: Type.Boolean(),
  /** On how many threads of which Node the editor trains: what a measurement of speed must be of. */
  training: Type.Optional(Type.Object({ threads: Type.Integer({ minimum: 1 }), node: Type.String() })),
});

export type Summary = Frozen<typeof SummarySchema>;
export type FileTextRequest = Frozen<typeof FileTextRequestSchema>;
/** What the client says of itself when it starts the server. */
export type ClientOptions = Frozen<typeof ClientOptionsSchema>;

export function isSummary(value: unknown): value is Summary {
  return Value.Check(SummarySchema, value);
}

export function isFileTextRequest(value: unknown): value is FileTextRequest {
  return Value.Check(FileTextRequestSchema, value);
}

export function isFileTextAnswer(value: unknown): value is FileText {
  return Value.Check(FileTextSchema, value);
}

export function isClientOptions(value: unknown): value is ClientOptions {
  return Value.Check(ClientOptionsSchema, value);
}
