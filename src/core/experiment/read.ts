/** Text → experiment and problems. Reading never throws, whatever the text. */
import { isMap, isScalar, type Node, type YAMLMap } from "yaml";
import { versionFault } from "../fileVersion";
import { excerpt } from "../model/textTree";
import type { Problem, Span } from "../problem";
import type { Fault } from "../problemText";
import { readYaml, type YamlText } from "../yamlText";
import type { Experiment } from "./experiment";
import type { Lookup } from "./lookup";
import { readCells, type GridCell } from "./readCells";
import { keyedPairs } from "./readPairs";
import { readTree } from "./readTree";
import { cellSchema, fileSchema } from "./schema";
import type { Tree } from "./tree";

export interface ExperimentReading {
  readonly yaml: YamlText;
  /** What could be read, without what is faulty; absent where nothing could. */
  readonly tree?: Tree;
  /** The cells that could be told, as if what is faulty were left out. */
  readonly cells: readonly GridCell[];
  /** Only where no problem is an error and nothing is unknown. */
  readonly experiment?: Experiment;
  readonly problems: readonly Problem[];
}

/** The version of the file's form this reader knows. */
const knownVersion = cellSchema.properties.version.const;

export function readExperiment(text: string, lookup: Lookup): ExperimentReading {
  const yaml = readYaml(text);
  const { root } = yaml;
  const unread = (...problems: readonly Problem[]): ExperimentReading => ({
    yaml,
    cells: [],
    problems: [...yaml.problems, ...problems],
  });
  if (yaml.problems.some(isError)) return unread();
  if (!isMap(root)) return unread(notAnExperiment(yaml, root));
  const version = versionProblem(text, yaml, root);
  if (version !== undefined) return unread(version);
  const { tree, problems: faults } = readTree(text, yaml, root, fileSchema);
  const { cells, problems, complete } = readCells(tree, lookup, faultySections(yaml, root, faults.filter(isError)));
  const all = [...yaml.problems, ...faults, ...problems];
  const experiment = { cells: cells.map(({ cell }) => cell) };
  return { yaml, tree, cells, problems: all, ...(complete && !all.some(isError) ? { experiment } : {}) };
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

/** The keys under which something is wrong; all of them where that is elsewhere (a key that may be any, misspelt). */
function faultySections(yaml: YamlText, root: YAMLMap, faults: readonly Problem[]): ReadonlySet<string> {
  const sections = Object.keys(cellSchema.properties);
  const places = keyedPairs(yaml, root).map(({ name, key, value }) => {
    return { name, start: key.start, end: value === undefined ? key.end : yaml.span(value).end };
  });
  const names = faults.map(({ span }) => {
    return places.find(({ name, start, end }) => sections.includes(name) && start <= span.start && span.end <= end)
      ?.name;
  });
  return new Set(names.flatMap((name) => name ?? sections));
}

function notAnExperiment(yaml: YamlText, root: Node | undefined): Problem {
  const found = root === undefined ? "empty" : isScalar(root) ? "a text" : "a list";
  return error(root === undefined ? { start: 0, end: 0 } : yaml.span(root), {
    code: "not-an-experiment",
    args: { found },
  });
}

/** In a file of another version, nothing else can be judged; that there is none is found with the rest. */
function versionProblem(text: string, yaml: YamlText, root: YAMLMap): Problem | undefined {
  const value = keyedPairs(yaml, root).find(({ name }) => name === "version")?.value;
  const target = value === undefined ? undefined : yaml.target(value);
  if (value === undefined || target === undefined || (isScalar(target) && target.value === null)) return undefined;
  const span = yaml.span(value);
  const fault = versionFault(isScalar(target) ? target.value : undefined, knownVersion, excerpt(text, span));
  return fault && error(span, fault);
}

function error(span: Span, fault: Fault): Problem {
  return { span, severity: "error", ...fault };
}
