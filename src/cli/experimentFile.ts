import { defaultMargin } from "../core/evaluation/statistics/verdict";
import { expand } from "../core/experiment/expand";
import type { Experiment } from "../core/experiment/experiment";
import type { Plan } from "../core/experiment/plan";
import { readExperiment } from "../core/experiment/read";
import { problemLine } from "../core/position";
import type { Problem } from "../core/problem";
import { lookupBeside } from "../store/lookup";
import { BadInput } from "./badInput";
import { readText } from "./files";

/** @throws BadInput with every error of the file, one a line, when it cannot be run */
export function readPlans(file: string): readonly Plan[] {
  return expand(readExperimentFile(file));
}

/** @throws BadInput as `readPlans` */
export function readExperimentFile(file: string): Experiment {
  const text = readText(file);
  const { experiment, problems } = readExperiment(text, lookupBeside(file));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (experiment === undefined || errors.length > 0) throw new BadInput(problemLines(file, text, errors));
  return experiment;
}

/** Points of accuracy that do not matter in it; of several margins, the first cell's. */
export function marginOf({ cells }: Experiment): number {
  return cells[0]?.margin ?? defaultMargin;
}

/** `file:line:col: severity code message`, one a line. */
export function problemLines(file: string, text: string, problems: readonly Problem[]): string {
  return problems.map((problem) => problemLine(file, text, problem)).join("\n");
}
