import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface FileServer {
  /** Of the folder of the files; ends in a slash. */
  readonly address: URL;
  /** "train.bin", "train.bin from 100", in the order of the requests. */
  readonly requests: readonly string[];
  /** Breaks all connections. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

export interface Behaviour {
  /** Answers requests for the rest of a file with all of it. */
  readonly noRanges?: boolean;
  /** How many bytes to send before nothing more comes; undefined for requests (from 1) that are to end well. */
  readonly stallAfter?: (request: number) => number | undefined;
  readonly status?: number;
  /** Where a file has moved. */
  readonly movedTo?: (name: string) => string;
}

/** A real HTTP server on this machine, with a few files in its memory. */
export async function fileServer(
  files: Readonly<Record<string, Uint8Array>>,
  behaviour: Behaviour = {},
): Promise<FileServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? "").split("/").at(-1)!;
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    requests.push(from > 0 ? `${name} from ${from}` : name);
    answer(request, response, name, from);
  });

  function answer(_: IncomingMessage, response: ServerResponse, name: string, asked: number): void {
    const file = files[name];
    const status = behaviour.status ?? (file === undefined ? 404 : undefined);
    if (status !== undefined || file === undefined) {
      response.writeHead(status ?? 404).end("<html>not what was asked for</html>");
      return;
    }
    if (behaviour.movedTo !== undefined) {
      response.writeHead(302, { location: behaviour.movedTo(name) }).end();
      return;
    }
    const from = behaviour.noRanges === true ? 0 : asked;
    const rest = file.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      "content-length": rest.length,
      // As many servers do for archives: the bytes are the file's all the same.
      "content-encoding": name.endsWith(".gz") ? "gzip" : "identity",
      ...(from > 0 && { "content-range": `bytes ${from}-${file.length - 1}/${file.length}` }),
    });
    const end = behaviour.stallAfter?.(requests.length);
    if (end === undefined) response.end(rest);
    else if (end > 0) response.write(rest.subarray(0, end));
    else response.flushHeaders();
    if (end === 0) response.destroy();
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/files/`),
    requests,
    cut: () => {
      server.closeAllConnections();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
