/** Says something to the editor without waiting for an answer: one that refuses it, or is gone, has no use for it. */
export function tell(said: Promise<unknown>): void {
  said.catch(() => undefined);
}
