import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { whenProcessEnds } from "./ending";
import { machine } from "./machine";
import type { Settings } from "./settings";

export interface ServerOptions {
  /** The project: where out/machine.json lies. */
  readonly root: string;
  readonly settings: Settings;
  /** A secret that a page must bring along. Needed wherever other users of the machine could reach the port. */
  readonly token?: boolean;
  /** Folders open trusted, whatever the settings say. */
  readonly withoutTrust?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}

export interface Server {
  readonly port: number;
  /** Opens `folder` with the extension in `extension`; `tests` is a module that runs there and ends the page. */
  readonly address: (what: { readonly folder: string; readonly extension: string; readonly tests?: string }) => string;
  /** What the server has written so far: for a failure's report. */
  readonly log: () => string;
  /** Settles when the server has ended, asked or not. */
  readonly ended: Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Starts a VS Code server on a free port of this machine, with data folders of its own that vanish with it. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), "sparse-explorer-vscode-"));
  for (const folder of ["user/User", "user/Machine", "ext"]) mkdirSync(join(data, folder), { recursive: true });
  writeFileSync(join(data, "user/User/settings.json"), JSON.stringify(options.settings));
  const token = options.token === true ? randomUUID() : undefined;
  // In a file, since every user of the machine can read the arguments of a program.
  if (token !== undefined) writeFileSync(join(data, "token"), token, { mode: 0o600 });

  // VS Code takes every theme below the developed extension for one of its own and switches to it; its own themes lie
  // there too, since this server is installed in the project. Under another name the extension holds no theme.
  const linkTo = (extension: string) => {
    const link = join(data, "extension");
    if (!existsSync(link)) symlinkSync(extension, link, "junction");
    return link;
  };

  const port = await freePort();
  const logFile = join(data, "server.log");
  const log = openSync(logFile, "a");
  const child = spawn(
    process.execPath,
    [
      machine(options.root, "server"),
      ...["--host", "127.0.0.1", "--port", String(port), "--accept-server-license-terms"],
      ...["--telemetry-level", "off", "--disable-telemetry", "--disable-getting-started-override"],
      ...["--server-data-dir", data, "--user-data-dir", join(data, "user"), "--extensions-dir", join(data, "ext")],
      ...(token === undefined ? ["--without-connection-token"] : ["--connection-token-file", join(data, "token")]),
      ...(options.withoutTrust === true ? ["--disable-workspace-trust"] : []),
    ],
    // A group of its own, so that the extension hosts it starts end with it.
    {
      stdio: ["ignore", log, log],
      env: { ...process.env, ...options.environment },
      detached: process.platform !== "win32",
    },
  );
  closeSync(log);
  const ended = new Promise((resolve) => child.once("close", resolve));
  const close = closer(child, ended, data);
  try {
    await answers(port, child);
  } catch (error) {
    const written = readFileSync(logFile, "utf8");
    await close();
    throw new Error(`The VS Code server did not start.\n${written.slice(-4000)}`, { cause: error });
  }
  return {
    port,
    ended,
    close,
    log: () => readFileSync(logFile, "utf8"),
    address: ({ folder, extension, tests }) => {
      const remote = (path: string) => `vscode-remote://127.0.0.1:${String(port)}${path}`;
      const payload = [
        ["extensionDevelopmentPath", remote(linkTo(extension))],
        ...(tests === undefined ? [] : [["extensionTestsPath", remote(tests)]]),
        ["skipWelcome", "true"],
      ];
      const query = new URLSearchParams({
        folder,
        payload: JSON.stringify(payload),
        ...(token === undefined ? {} : { tkn: token }),
      });
      return `http://127.0.0.1:${String(port)}/?${query.toString()}`;
    },
  };
}

/** Ends the server and its data; also when this process ends first. */
function closer(child: ChildProcess, ended: Promise<unknown>, data: string): () => Promise<void> {
  const kill = (signal: NodeJS.Signals) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  };
  const atExit = () => {
    kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
  };
  const keep = whenProcessEnds(atExit);
  return async () => {
    keep();
    kill("SIGTERM");
    const forced = setTimeout(() => {
      kill("SIGKILL");
    }, 3000);
    await ended;
    clearTimeout(forced);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("It ended early.");
    const response = await fetch(`http://127.0.0.1:${String(port)}/version`).catch(() => undefined);
    if (response?.ok === true) return;
    await delay(50);
  }
  throw new Error("It did not answer within a minute.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("The system gave no port."));
      });
    });
  });
}
