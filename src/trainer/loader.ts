/**
 * Batches made on a thread of their own while this one computes. A batch travels in memory that changes hands: nothing
 * is copied, nobody waits for a lock, and what is ready lies in this thread's queue of messages.
 */
import { on } from "node:events";
import { type MessagePort, Worker } from "node:worker_threads";
import { imageDecoder } from "../codec/decoder";
import type { Images } from "../core/data/images";
import { type BatchRequest, type Loader, type LoaderImages, batchNumbers, makeBatch } from "../core/training/batches";
import { isRecord } from "../core/record";
import type { Batch } from "../core/training/engine";

export interface LoaderThread {
  readonly load: Loader;
  readonly close: () => Promise<void>;
}

/** Batches that are being made or wait, while one is at work. */
const ahead = 2;

/** A batch to be made, and memory that an earlier one no longer needs. */
interface Job {
  readonly request: BatchRequest;
  readonly spare: ArrayBuffer | undefined;
}

/**
 * Starts the thread; whoever does so closes it. An error in it is thrown to the reader of the batches.
 * @param script the bundled `loaderThread.ts`
 * @param images with pixels in shared memory; others would be copied to the thread
 * @param codecs folder of the picture decoders
 */
export function startLoader(script: string, images: LoaderImages, codecs: string): LoaderThread {
  const { train, normalisation } = images;
  // A function cannot travel: the thread opens a decoder of its own.
  const workerData = { train: "paths" in train ? { ...train, decode: undefined } : train, normalisation, codecs };
  const worker = new Worker(script, { workerData });
  // Listens from the start: an error is kept until somebody asks for a batch.
  const answers = on(worker, "message", { close: ["exit"] });
  const answer = async (): Promise<Batch> => {
    const next: IteratorResult<readonly unknown[], unknown> = await answers.next();
    const batch = next.done === true ? undefined : next.value[0];
    if (!isBatch(batch)) throw new Error("The thread that makes the batches has ended by itself.");
    return batch;
  };
  return {
    load: async function* (requests) {
      const open = requests[Symbol.iterator]();
      let asked = 0;
      const ask = (spare: ArrayBuffer | undefined): void => {
        const next = open.next();
        if (next.done === true) return;
        const job: Job = { request: next.value, spare };
        worker.postMessage(job, spare === undefined ? [] : [spare]);
        asked += 1;
      };
      try {
        for (let number = 0; number < ahead; number++) ask(undefined);
        let spare: ArrayBuffer | undefined;
        while (asked > 0) {
          const batch = await answer();
          asked -= 1;
          ask(spare);
          yield batch;
          const { buffer } = batch.images;
          spare = buffer instanceof ArrayBuffer ? buffer : undefined;
        }
      } finally {
        // A reader that leaves early leaves answers behind; the next one must not get them.
        for (; asked > 0; asked--) await answers.next();
      }
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** The same images, their pixels in memory that threads can share, unless they lie in files. */
export function withSharedPixels(set: Images): Images {
  if (!("pixels" in set)) return set;
  const pixels = new Uint8Array(new SharedArrayBuffer(set.pixels.byteLength));
  pixels.set(set.pixels);
  return { ...set, pixels };
}

/** The thread's life: one batch after the other, until it is ended. */
export async function serveBatches(port: MessagePort | null, given: unknown): Promise<void> {
  if (port === null || !isLoaderData(given)) throw new TypeError("This script is a thread that makes batches.");
  const { train } = given;
  const images = "paths" in train ? { ...given, train: { ...train, decode: await imageDecoder(given.codecs) } } : given;
  port.on("message", ({ request, spare }: Job) => {
    const numbers = batchNumbers(images, request);
    const fits = spare !== undefined && spare.byteLength >= numbers * Float32Array.BYTES_PER_ELEMENT;
    const memory = fits ? new Float32Array(spare) : new Float32Array(numbers);
    port.postMessage(makeBatch(images, request, memory), [memory.buffer]);
  });
}

/** Both sides are of one build, so the names decide. */
function isLoaderData(value: unknown): value is LoaderImages & { readonly codecs: string } {
  return isRecord(value) && "train" in value && "normalisation" in value && typeof value.codecs === "string";
}

function isBatch(value: unknown): value is Batch {
  return typeof value === "object" && value !== null && "images" in value && "labels" in value;
}
