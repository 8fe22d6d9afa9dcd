/** Runs `act` when this process ends, by itself or by a signal. Returns how to take that back. */
export function whenProcessEnds(act: () => void): () => void {
  const atSignal = (signal: NodeJS.Signals): void => {
    act();
    // Again, now without this listener: the last of them lets the signal do its work.
    process.kill(process.pid, signal);
  };
  process.once("exit", act).once("SIGINT", atSignal).once("SIGTERM", atSignal);
  return () => {
    process.off("exit", act).off("SIGINT", atSignal).off("SIGTERM", atSignal);
  };
}
