/** Text → experiment and problems. Reading never throws, whatever the text. */
import { isMap, isScalar, type Node, type YAMLMap } from "yaml";
import type { Problem, Span } from "../problem";
import type { Fault } from "../problemText";
import { readYaml, type YamlText } from "../yamlText";
import type { Experiment } from "./experiment";
import type { Lookup } from "./lookup";
import { readCells } from "./readCells";
import { keyedPairs } from "./readPairs";
import { readTree } from "./readTree";
import { cellSchema } from "./schema";

/** The version of the file's form this reader knows. */
const knownVersion = cellSchema.properties.version.const;

/** @returns an experiment only where no problem is an error */
export function readExperiment(
  text: string,
  lookup: Lookup,
): { readonly experiment?: Experiment; readonly problems: readonly Problem[] } {
  const yaml = readYaml(text);
  if (yaml.problems.some(isError)) return { problems: yaml.problems };
  const { root } = yaml;
  if (!isMap(root)) return { problems: [...yaml.problems, notAnExperiment(yaml, root)] };
  const version = versionProblem(text, yaml, root);
  if (version !== undefined) return { problems: [...yaml.problems, version] };
  const { tree, problems: faults } = readTree(text, yaml, root, cellSchema);
  if (faults.length > 0) return { problems: [...yaml.problems, ...faults] };
  const { cells, problems } = readCells(tree, lookup);
  const all = [...yaml.problems, ...problems];
  return all.some(isError) ? { problems: all } : { experiment: { cells }, problems: all };
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

function notAnExperiment(yaml: YamlText, root: Node | undefined): Problem {
  const found = root === undefined ? "empty" : isScalar(root) ? "a text" : "a list";
  return error(root === undefined ? { start: 0, end: 0 } : yaml.span(root), {
    code: "not-an-experiment",
    args: { found },
  });
}

/** In a file of another version, nothing else can be judged. */
function versionProblem(text: string, yaml: YamlText, root: YAMLMap): Problem | undefined {
  const value = keyedPairs(yaml, root).find(({ name }) => name === "version")?.value;
  const target = value === undefined ? undefined : yaml.target(value);
  if (value === undefined || !isScalar(target) || target.value === null || target.value === knownVersion)
    return undefined;
  const span = yaml.span(value);
  return error(span, {
    code: "version-unsupported",
    args: { found: text.slice(span.start, span.end), known: knownVersion },
  });
}

function error(span: Span, fault: Fault): Problem {
  return { span, severity: "error", ...fault };
}
