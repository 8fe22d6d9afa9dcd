import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Lookup } from "../core/experiment/lookup";
import { describeData, testImagesProblem } from "./dataset";
import { classCount } from "./imageFolder";
import { trainingMemory } from "./memory";

/** What an experiment file refers to, looked up on this machine, relative to the file. */
export function lookupBeside(file: string): Lookup {
  const resolvePath = (path: string) => resolve(dirname(file), path);
  return {
    resolve: resolvePath,
    readText(path) {
      try {
        return { text: readFileSync(path, "utf8") };
      } catch {
        return "missing";
      }
    },
    classCount,
    dataProblem(choice) {
      const report = describeData(choice);
      return report.usable ? undefined : report.sentence;
    },
    imageCounts(choice) {
      const report = describeData(choice);
      return report.usable ? report.counts : undefined;
    },
    testImagesProblem,
    memoryBytes: trainingMemory,
  };
}
