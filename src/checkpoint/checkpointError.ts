/** A file that is no usable checkpoint; the message says what is wrong in words that follow "…: " and end without a stop. */
export class CheckpointError extends Error {}

/** The same as a whole sentence, which names the file. */
export class UnusableCheckpoint extends CheckpointError {}
