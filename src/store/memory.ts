import { totalmem } from "node:os";
import { sessionLimit } from "../core/estimate/sessionBytes";

/** Bytes that a training session can have here: the machine's memory, or what limits this process, or WebAssembly. */
export function trainingMemory(): number {
  // Unlimited is none, zero or more than there is, depending on the system.
  return Math.min(totalmem(), process.constrainedMemory() || Infinity, sessionLimit);
}
