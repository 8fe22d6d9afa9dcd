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
  starRun: "sparse.run.star",
  unstarRun: "sparse.run.unstar",
  renameRun: "sparse.run.rename",
  deleteRuns: "sparse.run.delete",
  showMasks: "sparse.run.masks",
  firstInQueue: "sparse.run.first",
  compareRuns: "sparse.runs.compare",
  exportReport: "sparse.report.export",
  filterRuns: "sparse.runs.filter",
  clearFilter: "sparse.runs.clearFilter",
  sortRuns: "sparse.runs.sort",
  showChart: "sparse.chart.show",
  exportChart: "sparse.chart.export",
  copyChart: "sparse.chart.copy",
  resetChart: "sparse.chart.reset",
  chooseRuns: "sparse.chart.choose",
  showLog: "sparse.log.show",
  openFolder: "sparse.folder.open",
  measureSpeed: "sparse.speed.measure",
  selectBackend: "sparse.backend.select",
  installBackend: "sparse.backend.install",
  removeBackend: "sparse.backend.remove",
  getNode: "sparse.node.get",
  openExample: "sparse.example.open",
  openExperiments: "sparse.experiments.open",
  inspectCheckpoint: "sparse.checkpoint.inspect",
  chooseMask: "sparse.mask.choose",
  zoomInMask: "sparse.mask.zoomIn",
  zoomOutMask: "sparse.mask.zoomOut",
  showAllMask: "sparse.mask.zoomAll",
  compareMasks: "sparse.mask.compare",
  stopComparing: "sparse.mask.alone",
  exportMasks: "sparse.mask.export",
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
  engine: "sparse.training.engine",
  backendFolder: "sparse.training.backendFolder",
  requireGpu: "sparse.training.requireGpu",
} as const;

/** Types of the webview panels, which VS Code opens again after a reload. */
export const Panels = {
  run: "sparse.run",
  results: "sparse.results",
  masks: "sparse.masks",
} as const;

/**
 * First parts of the context values of the Runs view's items. A run's status follows, then `starred` or `plain`, then
 * `behind` where others wait before it: `sparse.run.queued.plain.behind`. A cell of which runs train or wait is `active`.
 */
export const contexts = {
  run: "sparse.run",
  cell: "sparse.cell",
  experiment: "sparse.group",
} as const;

/** What menus and welcome texts ask for in their `when`. */
export const ContextKeys = {
  filtered: "sparse.runs.filtered",
} as const;
