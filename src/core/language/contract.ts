/**
 * What the language server and the editor's client say to each other beyond the Language Server Protocol. Both check
 * what they get; other editors need none of it.
 */
import Type from "typebox";
import Value from "typebox/value";
import type { FileText } from "../experiment/lookup";
import type { Frozen } from "../frozen";

/** Server → client, a notification: what an experiment file comes to. */
export const summaryMethod = "sparse/summary";

/** Client ← server, a request: the text of a file that only the editor can read. */
export const fileTextMethod = "sparse/fileText";

const SummarySchema = Type.Object({
  uri: Type.String(),
  /** Absent while the file has errors, or refers to what cannot be looked up. */
  grid: Type.Optional(
    Type.Object({
      /** All of them, each once. */
      runs: Type.Integer({ minimum: 1 }),
      points: Type.Integer({ minimum: 1 }),
      /** Of the runs, those that train every weight. */
      twins: Type.Integer({ minimum: 0 }),
    }),
  ),
});

const FileTextRequestSchema = Type.Object({ uri: Type.String() });

const FileTextSchema = Type.Union([Type.Object({ text: Type.String() }), Type.Enum(["missing", "unknown"])]);

const ClientOptionsSchema = Type.Object({
  /** Whether the client answers requests for the text of a file. */
  fileText: Type.Boolean(),
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
