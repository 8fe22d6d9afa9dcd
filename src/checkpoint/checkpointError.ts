import { FaultError, faultWords, type Refusal } from "../core/fault/fault";

/** A file that is no usable checkpoint: what is wrong with it. */
export class CheckpointError extends FaultError {}

/** The same as a whole sentence, which names the file. */
export class UnusableCheckpoint extends Error {
  constructor(readonly refusal: Refusal) {
    super(faultWords(refusal, "en"));
  }
}
