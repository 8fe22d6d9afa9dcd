/**
 * Runs a task for a key once a whole turn of the event loop has passed without another call for it: of many changes
 * that wait in the channel, only the last is worked on. No clock: an idle server answers at once.
 */
export function onceQuiet(run: (key: string) => void): (key: string) => void {
  const calls = new Map<string, number>();
  return (key) => {
    const call = (calls.get(key) ?? 0) + 1;
    calls.set(key, call);
    const runLast = () => {
      if (calls.get(key) !== call) return;
      calls.delete(key);
      run(key);
    };
    // The channel hands over one message a turn: the first wait lets the next one in, the second sees what it did.
    setImmediate(() => setImmediate(runLast));
  };
}
