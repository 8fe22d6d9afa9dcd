import type { FileDifference, Inspection } from "../../core/inspect/inspection";
import type { MaskMessage } from "../../core/inspect/panel";
import type { Picture, PictureRequest } from "../../core/inspect/picture";
import { fileName } from "./fileName";

/** What a mask page asks of the process that reads files. */
export interface FileReader {
  draw(path: string, second: string | undefined, picture: PictureRequest): Promise<Picture>;
}

export interface Compared {
  readonly path: string;
  readonly difference: FileDifference;
}

export interface MaskTalkOptions {
  readonly path: string;
  readonly reader: FileReader;
  readonly send: (message: MaskMessage) => void;
  /** What went wrong, in a sentence. */
  readonly wordsOf: (error: unknown) => string;
}

/** What a mask page is told: what was found in its file, in one to compare with, and the pictures it asks for. */
export class MaskTalk {
  private found: MaskMessage;
  private compared: Compared | undefined;
  private drawing = false;
  private wanted: PictureRequest | undefined;

  constructor(private readonly options: MaskTalkOptions) {
    this.found = { kind: "counting", name: fileName(options.path) };
  }

  /** The layers there are to look at, once they are counted. */
  get layers(): Inspection["layers"] {
    return this.found.kind === "file" ? this.found.inspection.layers : [];
  }

  get isComparing(): boolean {
    return this.compared !== undefined;
  }

  /** Everything, for a page that knows nothing. */
  tellAll(): void {
    this.options.send(this.found);
    this.tellCompared();
  }

  tellFile(inspection: Inspection): void {
    const { path } = this.options;
    this.found = { kind: "file", name: fileName(path), path, inspection };
    this.options.send(this.found);
  }

  tellFailure(reason: string): void {
    this.found = { kind: "failed", reason };
    this.options.send(this.found);
  }

  /** Compares with a second file from now on, or with none. */
  compare(second: Compared | undefined): void {
    this.compared = second;
    this.tellCompared();
  }

  /** Draws what was asked for last: while one picture is made, those in between are passed over. */
  async draw(picture: PictureRequest): Promise<void> {
    this.wanted = picture;
    if (this.drawing) return;
    this.drawing = true;
    const { path, reader, send, wordsOf } = this.options;
    try {
      for (let next = this.take(); next !== undefined; next = this.take()) {
        send({ kind: "picture", picture: await reader.draw(path, this.compared?.path, next) });
      }
    } catch (error) {
      send({ kind: "failed", reason: wordsOf(error) });
    } finally {
      this.drawing = false;
    }
  }

  private take(): PictureRequest | undefined {
    const next = this.wanted;
    this.wanted = undefined;
    return next;
  }

  private tellCompared(): void {
    const { path, difference } = this.compared ?? {};
    const second = path !== undefined && difference !== undefined && { name: fileName(path), path, difference };
    this.options.send({ kind: "compared", ...(second !== false && { second }) });
  }
}
