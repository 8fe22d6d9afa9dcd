/** What both model readers share: collecting problems, and reading numbers. */
import type { Problem, Span } from "../problem";
import type { Fault, ProblemCode } from "../problemText";
import { shapeText } from "./build";
import type { Graph, Shape } from "./graph";
import { scalarOf, type Tree } from "./textTree";

/** A model file as read; a graph only where there is no error. */
export interface ModelReading {
  readonly graph?: Graph;
  /** Of each node of the graph, where the kind of its layer stands, as far as the format lets one tell. */
  readonly places?: readonly Span[];
  readonly problems: readonly Problem[];
}

/** What the data settles, where it is known: its number of classes and the shape of its images. */
export interface ModelContext {
  readonly classes?: number;
  readonly input?: Shape;
}

export interface Report {
  /** Notes an error at a place; null, which readers hand on, says that there is no value because of a noted error. */
  readonly error: (span: Span, code: ProblemCode, args?: Fault["args"]) => null;
  readonly warning: (span: Span, code: ProblemCode, args?: Fault["args"]) => void;
  readonly problems: readonly Problem[];
  readonly failed: () => boolean;
}

/** Far beyond any real network; larger numbers are mistakes, and their products would not be whole any more. */
export const extentLimit = 65_536;

export const layerLimit = 10_000;

export function reporter(earlier: readonly Problem[]): Report {
  const problems: Problem[] = [...earlier];
  const noted = new Set<string>();
  const note = (problem: Problem): null => {
    // What an alias repeats is wrong once.
    const key = `${problem.span.start} ${problem.span.end} ${problem.code}`;
    if (!noted.has(key)) problems.push(problem);
    noted.add(key);
    return null;
  };
  return {
    problems,
    error: (span, code, args = {}) => note({ span, severity: "error", code, args }),
    warning: (span, code, args = {}) => {
      note({ span, severity: "warning", code, args });
    },
    failed: () => problems.some(({ severity }) => severity === "error"),
  };
}

/** A whole number from `least` to `extentLimit`. */
export function wholeNumber(tree: Tree | undefined, least: number): number | undefined {
  const value = scalarOf(tree);
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= extentLimit
    ? value
    : undefined;
}

/** One whole number for both, or a list of two. */
export function numberPair(tree: Tree | undefined, least: number): readonly [number, number] | undefined {
  const both = wholeNumber(tree, least);
  if (both !== undefined) return [both, both];
  if (tree?.kind !== "list" || tree.items.length !== 2) return undefined;
  const [first, second] = [wholeNumber(tree.items[0], least), wholeNumber(tree.items[1], least)];
  return first === undefined || second === undefined ? undefined : [first, second];
}

/** A finite number in [least, below). */
export function numberIn(tree: Tree | undefined, least: number, below: number): number | undefined {
  const value = scalarOf(tree);
  return typeof value === "number" && value >= least && value < below ? value : undefined;
}

/** Holds the finished graph against what a network must be and what the data asks for. */
export function checkGraph(
  graph: Graph,
  places: { input: Span; output: Span },
  context: ModelContext,
  report: Report,
): void {
  const input = graph.nodes[0]!.shape;
  const output = graph.nodes.at(-1)!.shape;
  if (output[1] * output[2] > 1) report.error(places.output, "model-output-shape", { shape: shapeText(output) });
  else if (context.classes !== undefined && context.classes !== graph.classes) {
    report.error(places.output, "model-classes", { found: graph.classes, classes: context.classes });
  }
  if (!graph.nodes.some(({ layer }) => layer.op === "conv2d" || layer.op === "dense")) {
    report.error(places.output, "model-no-layers");
  }
  if (context.input !== undefined && shapeText(context.input) !== shapeText(input)) {
    report.error(places.input, "model-input", { found: shapeText(input), input: shapeText(context.input) });
  }
}
