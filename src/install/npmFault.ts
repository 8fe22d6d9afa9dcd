/** What npm and the packages' scripts say when they fail, as faults. */
import type { InstallFault } from "./installError";

interface Place {
  /** Of the package. */
  readonly name: string;
  /** Where npm looks. */
  readonly registry: URL;
  readonly folder: string;
}

/** What kept npm from fetching packages. */
export function npmFault(said: string, { name, registry, folder }: Place): InstallFault {
  const code = /^npm (?:error|ERR!) code (\S+)/m.exec(said)?.[1] ?? "";
  const { host } = registry;
  if (code === "ENOSPC") return { kind: "diskFull", name, folder };
  if (connection.test(code)) return { kind: "registry", name, host, reason: code };
  if (/^E[45]\d\d$|^ETARGET$/.test(code)) return { kind: "registry", name, host, reason: sentence(said) ?? code };
  return { kind: "failed", name, reason: sentence(said) ?? lastLine(said) };
}

/** What kept a package's own script from fetching the rest, or from building it. */
export function scriptFault(said: string, { name, folder }: Place): InstallFault {
  const error = /^(?:Error|\w+Error): (.+)$/m.exec(said)?.[1];
  if (said.includes("ENOSPC")) return { kind: "diskFull", name, folder };
  const address = [...said.matchAll(/https?:\/\/[^\s"')]+/g)].map(([url]) => url).find((url) => URL.canParse(url));
  if (address !== undefined && connection.test(said)) {
    return { kind: "download", name, host: new URL(address).host, reason: error ?? connection.exec(said)![0] };
  }
  return { kind: "failed", name, reason: error ?? lastLine(said) };
}

const connection =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EPIPE|CERT_\w+|\w+_CERT\w*|ERR_TLS\w*)\b/;

/** npm's first line about the error that is not its code. */
function sentence(said: string): string | undefined {
  const lines = [...said.matchAll(/^npm (?:error|ERR!) (.+)$/gm)].map(([, line]) => line!.trim());
  return lines
    .find((line) => !/^(?:code|errno|syscall|path|network) /.test(line))
    ?.replace(/^(?:notarget|nospc|\d{3}) /, "")
    .replace(/\.$/, "");
}

function lastLine(said: string): string {
  return said.trimEnd().split("\n").at(-1) ?? "";
}
