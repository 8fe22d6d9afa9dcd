import { relative, resolve } from "node:path";
import { DataError } from "../core/data/dataError";
import { type FileFormatId, fileFormatIds, fileFormats } from "../core/data/formats";
import { nearest } from "../core/nearest";
import { publications } from "../core/data/publications";
import { describeDataFolder } from "../store/datasetFolder";
import { DownloadError } from "../store/download/downloadError";
import { fetchDataset } from "../store/download/fetchDataset";
import { ioReason, isIoFault } from "../core/ioFault";
import { BadInput } from "./badInput";
import { type ExitCode, exitCodes } from "./exitCodes";
import { fetchProgress } from "./fetchProgress";

export interface FetchOptions {
  readonly to?: string;
  readonly from?: string;
}

/** Downloads a published data set; Ctrl-C keeps what came so far for the next time. */
export async function fetchData(name: string, options: FetchOptions): Promise<ExitCode> {
  const id = formatNamed(name);
  const [format, publication] = [fileFormats[id], publications[id]];
  const folder = resolve(options.to ?? publication.folder);
  const address = addressOf(options.from ?? publication.address);
  const stop = new AbortController();
  const onInterrupt = () => {
    stop.abort();
  };
  // Only once: a second Ctrl-C ends the program, whatever it is doing.
  process.once("SIGINT", onInterrupt).once("SIGTERM", onInterrupt);
  const progress = fetchProgress();
  try {
    await fetchDataset({ format, publication, address, folder, signal: stop.signal, onProgress: progress.show });
  } catch (error) {
    // Before anything is said: the bar would be drawn over it.
    progress.close();
    if (stop.signal.aborted) {
      console.error(`Stopped. What came so far is kept in ${folder}; the same command goes on from there.`);
      return exitCodes.stopped;
    }
    throw explained(error, folder);
  } finally {
    progress.close();
    process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt);
  }
  console.log(describeDataFolder(format, folder).sentence);
  console.log(`In an experiment file here: data: { format: ${id}, path: ${pathFromHere(folder)} }`);
  return exitCodes.done;
}

function formatNamed(name: string): FileFormatId {
  const known = fileFormatIds.find((id) => id === name);
  if (known !== undefined) return known;
  const guess = nearest(name, fileFormatIds);
  const hint = guess === undefined ? "" : ` (did you mean "${guess}"?)`;
  throw new BadInput(`No data set is called "${name}". Those that can be fetched: ${fileFormatIds.join(", ")}${hint}.`);
}

/** Of a folder, whether or not a person wrote its slash. */
function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return new URL(url.href.replace(/\/*$/, "/"));
  throw new BadInput(`--from is ${text}, but must be the http or https address of the folder that the files lie in.`);
}

function explained(error: unknown, folder: string): unknown {
  if (error instanceof DownloadError) {
    return new Error(`${error.message}. The same command tries again; another address can be given with --from.`);
  }
  if (error instanceof DataError) return new BadInput(error.message);
  if (!isIoFault(error)) return error;
  return new BadInput(
    `${folder} cannot be written: ${ioReason(error)}. The same command goes on where this one ended.`,
  );
}

function pathFromHere(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path.startsWith("..") ? folder : `./${path.split("\\").join("/")}`;
}
