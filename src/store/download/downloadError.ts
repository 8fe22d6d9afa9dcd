/** A download that the world does not allow; the message is one sentence for a person, without its full stop. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
}

/** What went wrong with a connection, for a person. */
export function connectionError(url: URL, error: unknown): DownloadError {
  const code = codeOf(error);
  const reason = reasons[code] ?? (error instanceof Error && error.message !== "" ? error.message : code);
  return new DownloadError(
    `${url.host} cannot be reached (${reason}); check the network, and HTTPS_PROXY if this machine needs a proxy`,
  );
}

/** Whether an error came from the network, rather than from a disk or from us. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code in reasons || code.startsWith("UND_ERR_") || /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_|DEPTH_ZERO|SELF_)/.test(code)
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "its name was not found",
  EAI_AGAIN: "its name was not found",
  ECONNREFUSED: "it refuses connections",
  ECONNRESET: "the connection broke",
  EPIPE: "the connection broke",
  ENETUNREACH: "there is no network",
  EHOSTUNREACH: "there is no way to it",
  ETIMEDOUT: "it did not answer in time",
  UND_ERR_SOCKET: "the connection broke",
  UND_ERR_CONNECT_TIMEOUT: "it did not answer in time",
  UND_ERR_HEADERS_TIMEOUT: "it did not answer in time",
  UND_ERR_BODY_TIMEOUT: "it stopped sending",
  // What undici makes of an address that leads on to itself.
  UND_ERR_INVALID_ARG: "it leads in circles",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the connection broke",
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
