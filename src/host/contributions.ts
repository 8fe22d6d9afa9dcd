import { editorCommands } from "../core/language/contract";

/**
 * Every id that the manifest and the code share, and nothing else knows: a test compares these tables with
 * package.json.
 */

/** Commands, by what they do. */
export const Commands = {
  trainModel: "sparse.model.train",
  selectModel: "sparse.model.select",
  selectScheme: "sparse.scheme.select",
  newExperiment: "sparse.experiment.new",
  runExperiment: editorCommands.run,
  previewExperiment: editorCommands.preview,
  compareExperiment: editorCommands.compare,
  showRun: editorCommands.show,
  stopRun: "sparse.run.stop",
  resumeRun: "sparse.run.resume",
  showLog: "sparse.log.show",
  openFolder: "sparse.folder.open",
  measureSpeed: "sparse.speed.measure",
} as const;

export const Views = {
  runs: "sparse.runs",
  density: "sparse.density",
} as const;

/** The view container that holds them. */
export const container = "sparse-explorer";

/** Languages of the files that a person writes. */
export const Languages = {
  experiment: "sparse-experiment",
  model: "sparse-model",
} as const;

/** Commands that only links call, with arguments: they do not stand in the manifest. */
export const Links = {
  explainProblem: "sparse.problem.explain",
  showFolder: "sparse.folder.show",
} as const;

/** Settings, by their full key. */
export const Settings = {
  inlayHints: "sparse.inlayHints.enabled",
  codeLens: "sparse.codeLens.enabled",
  trace: "sparse.trace.server",
  threads: "sparse.training.threads",
  nodePath: "sparse.training.nodePath",
} as const;

/** Types of the webview panels, which VS Code opens again after a reload. */
export const Panels = {
  run: "sparse.run",
} as const;

/** First part of a run item's context value; its status follows (`sparse.run.running`). */
export const runContext = "sparse.run";
