import { SingleBar } from "cli-progress";
import { count } from "../core/run/words";
import type { FetchProgress } from "../store/download/fetchDataset";

export interface ProgressDisplay {
  readonly show: (progress: FetchProgress) => void;
  readonly close: () => void;
}

const steps = { present: "is there already", verify: "comparing the checksum", unpack: "unpacking" } as const;

/** A bar where someone watches, else a line at every tenth part. */
export function fetchProgress(): ProgressDisplay {
  return process.stdout.isTTY ? bar() : lines();
}

function bar(): ProgressDisplay {
  const bar = new SingleBar({
    format: "{bar} {percentage} %  {name}  {megabytes} MB  {eta_formatted} left",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 10,
    hideCursor: true,
    gracefulExit: false,
    etaBuffer: 200,
  });
  const payload = (name: string, done: number, bytes: number) => ({
    name,
    megabytes: `${megabytes(done)}/${megabytes(bytes)}`,
  });
  let shown: string | undefined;
  const close = () => {
    if (shown !== undefined) bar.stop();
    shown = undefined;
  };
  return {
    show(progress) {
      const { name } = progress;
      if (progress.kind !== "download") {
        close();
        console.log(`${name}: ${steps[progress.kind]}`);
        return;
      }
      const { done, bytes } = progress;
      if (shown !== name) {
        close();
        bar.start(bytes, done, payload(name, done, bytes));
        shown = name;
      }
      bar.update(done, payload(name, done, bytes));
    },
    close,
  };
}

function lines(): ProgressDisplay {
  const told = new Map<string, number>();
  return {
    show(progress) {
      const { name } = progress;
      if (progress.kind !== "download") {
        console.log(`${name}: ${steps[progress.kind]}`);
        return;
      }
      const tenth = Math.floor((10 * progress.done) / progress.bytes);
      if (tenth <= (told.get(name) ?? -1)) return;
      told.set(name, tenth);
      console.log(`${name}: ${10 * tenth} % of ${megabytes(progress.bytes)} MB`);
    },
    close: () => undefined,
  };
}

function megabytes(bytes: number): string {
  return count(bytes / 1e6);
}
