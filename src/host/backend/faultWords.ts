/** Why something could not be installed, in a sentence that says what to do. */
import { InstallError, type InstallFault } from "../../install/installError";
import type { Words } from "../words";

export function failureWords(error: unknown, words: Pick<Words, "say">): string {
  if (error instanceof InstallError) return faultWords(error.fault, words);
  return error instanceof Error ? error.message : String(error);
}

function faultWords(fault: InstallFault, { say }: Pick<Words, "say">): string {
  const { name } = fault;
  switch (fault.kind) {
    case "platform":
      return say("There is no {0} for {1}. WebGPU and the sparse engine may serve instead.", name, fault.platform);
    case "fetch":
      return say("{0} could not be fetched: {1}. Trying again goes on where it stopped.", name, fault.reason);
    case "hash":
      return say(
        "What {0} sent as {1} is not what was published: its SHA-512 differs. It has been deleted; try again, or use another registry (npm's setting registry).",
        fault.host,
        name,
      );
    case "unusableNode":
      return say(
        "{0} cannot be run on this machine. Install Node.js 20 or newer yourself, and name it in the setting sparse.training.nodePath.",
        name,
      );
    case "registry":
      return say(
        "npm could not get {0} from {1} ({2}). Check the network, HTTPS_PROXY and npm's setting registry, then install again: what has come is kept.",
        name,
        fault.host,
        fault.reason,
      );
    case "download":
      return say(
        "{0} fetches TensorFlow from {1}, which could not be reached ({2}). Allow that host, set HTTPS_PROXY, or name a mirror by TFJS_NODE_CDN_STORAGE, then install again: what npm has fetched is kept.",
        name,
        fault.host,
        fault.reason,
      );
    case "diskFull":
      return say("The disk with {0} is full. Make room, then install {1} again.", fault.folder, name);
    case "failed":
      return say("{0} could not be installed: {1}. The log has all that npm said.", name, fault.reason);
    case "refused":
      return say(
        "{0} is downloaded, but does not work here: {1} Mend that, then install again: nothing is downloaded twice.",
        name,
        `${fault.reason.replace(/\.$/, "")}.`,
      );
  }
}
