/** One file over HTTP into a `.part` file that a later attempt goes on with. */
import { createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Dispatcher, EnvHttpProxyAgent, interceptors, request } from "undici";
import { byteCount } from "../../core/data/dataError";
import { DownloadError, connectionError, isConnectionLost } from "./downloadError";

export interface Transfer {
  readonly url: URL;
  /** Holds what came so far, in a folder that is made if needed; whole when `transfer` returns. */
  readonly part: string;
  /** Size of the file as published. */
  readonly bytes: number;
  readonly signal: AbortSignal;
  /** Told how many bytes there are by now. */
  readonly onBytes: (done: number) => void;
}

const redirectsAtMost = 5;

/** Connections in a row that may break without having brought anything. */
const attempts = 3;

/**
 * Fetches what is missing from the part file. A connection that breaks is taken up again, until several in a row have
 * brought nothing.
 *
 * @throws DownloadError when the server cannot be reached, or has no such file or another one
 * @throws Error with an `AbortError`'s name when the signal says so, and those of the file system
 */
export async function transfer(request: Transfer): Promise<void> {
  // Proxies are those of HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
  const agent = new EnvHttpProxyAgent();
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: redirectsAtMost }));
  try {
    let held = await sizeOf(request.part);
    for (let fruitless = 0; ;) {
      try {
        await receive(request, held, dispatcher);
        return;
      } catch (error) {
        if (request.signal.aborted || !isConnectionLost(error)) throw error;
        const now = await sizeOf(request.part);
        fruitless = now > held ? 0 : fruitless + 1;
        held = now;
        if (fruitless === attempts) throw connectionError(request.url, error);
      }
    }
  } finally {
    await agent.destroy();
  }
}

/** 0 where there is nothing. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function receive(transfer: Transfer, held: number, dispatcher: Dispatcher): Promise<void> {
  const { url, part, bytes, signal, onBytes } = transfer;
  if (held === bytes) {
    onBytes(bytes);
    return;
  }
  const resume = held > 0 && held < bytes;
  // Unlike `fetch`, `request` leaves the bytes as they are where a server takes a .gz file for a compressed page.
  const { statusCode, headers, body } = await request(url, {
    dispatcher,
    signal,
    headers: resume ? { range: `bytes=${held}-` } : {},
  });
  // A server without ranges answers with the whole file, which begins anew.
  const from = statusCode === 206 && resume && startsAt(headers["content-range"], held) ? held : 0;
  const refusal = refusalOf(statusCode, from, Number(headers["content-length"] ?? NaN), transfer);
  if (refusal !== undefined) {
    body.destroy();
    body.on("error", () => undefined);
    // The part may be what the server cannot continue: the next attempt begins anew.
    if (statusCode === 416) await rm(part, { force: true });
    throw refusal;
  }
  let done = from;
  onBytes(done);
  await mkdir(dirname(part), { recursive: true });
  const file = createWriteStream(part, { flags: from > 0 ? "a" : "w" });
  await pipeline(
    body,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        yield chunk;
        done += chunk.length;
        onBytes(done);
      }
    },
    file,
    { signal },
  );
}

function startsAt(range: string | string[] | undefined, held: number): boolean {
  return typeof range === "string" && range.startsWith(`bytes ${held}-`);
}

/** Why an answer is not the file, before anything of it is written. */
function refusalOf(status: number, from: number, length: number, { url, bytes }: Transfer): DownloadError | undefined {
  if (status >= 300 && status < 400) {
    return new DownloadError(`${url.href} leads on to other addresses more than ${redirectsAtMost} times`);
  }
  if (status !== 200 && (status !== 206 || from === 0)) {
    return new DownloadError(`${url.href} cannot be fetched: the server answered ${status}${meaning(status)}`);
  }
  if (Number.isNaN(length) || from + length === bytes) return undefined;
  return new DownloadError(
    `${url.href} has ${byteCount(from + length)}, but the published file has ${byteCount(bytes)}`,
  );
}

function meaning(status: number): string {
  const words: Readonly<Record<number, string>> = {
    401: "it asks for a password",
    403: "it refuses access",
    404: "there is no such file",
    407: "the proxy asks for a password",
    416: "it cannot go on from what is here, which has been deleted",
    429: "it has had too many requests",
    503: "it is overloaded or closed",
  };
  return words[status] === undefined ? "" : ` (${words[status]})`;
}
