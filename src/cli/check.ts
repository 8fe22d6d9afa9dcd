import { readExperiment } from "../core/experiment/read";
import { readModel } from "../core/model/read";
import type { Problem } from "../core/problem";
import { lookupBeside } from "../store/lookup";
import { type ExitCode, exitCodes } from "./exitCodes";
import { problemLines } from "./experimentFile";
import { readText } from "./files";

/** Prints the problems of experiment and model files; bad input if any of them is an error. */
export function check(files: readonly string[]): ExitCode {
  let errors = 0;
  for (const file of files) {
    const text = readText(file);
    const problems = problemsOf(file, text);
    if (problems.length > 0) console.log(problemLines(file, text, problems));
    errors += problems.filter(({ severity }) => severity === "error").length;
  }
  return errors > 0 ? exitCodes.badInput : exitCodes.done;
}

function problemsOf(file: string, text: string): readonly Problem[] {
  const isModel = /(\.model\.ya?ml|\.json)$/.test(file) && !file.endsWith(".sparse.json");
  return isModel ? readModel(file, text, {}).problems : readExperiment(text, lookupBeside(file)).problems;
}
