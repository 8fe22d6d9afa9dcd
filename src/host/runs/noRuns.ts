/** What the views follow where no folder is open. */
export const noRuns = {
  runs: [],
  get: () => undefined,
  events: () => Promise.resolve([]),
  refresh: () => Promise.resolve([]),
};
