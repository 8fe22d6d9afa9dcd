/** What a person chooses by an option's text: metrics, data, epochs, numbers. */
import { folderFormatIds } from "../core/data/formats";
import { isMetricId, metrics, type MetricId } from "../core/evaluation/metrics";
import { dataIn, type DataChoice, type DataFolder } from "../core/experiment/plan";
import type { OutlierChoice } from "../core/experiment/schema";
import { nearest } from "../core/nearest";
import type { Test } from "../core/run/state";
import { testImagesProblem } from "../store/dataset";
import { classCount } from "../store/imageFolder";
import { BadInput } from "./badInput";

/** Enough to be sure of two digits. */
const builtinTest = 2000;

export function epochOf(text: string): Test["which"] {
  if (text === "last" || text === "best") return text;
  throw new BadInput(`--epoch is ${text}, but must be last or best.`);
}

/** Metrics of a trained network: gradient flow is measured while it trains. */
export function metricsOf(text: string): readonly MetricId[] {
  return text.split(",").map((part) => {
    const id = part.trim();
    if (isMetricId(id) && id !== "gradient_flow") return id;
    const known = Object.keys(metrics).filter((metric) => metric !== "gradient_flow");
    const near = nearest(id, known);
    const hint = near === undefined ? "" : ` (did you mean "${near}"?)`;
    const what =
      id === "gradient_flow" ? "gradient_flow is measured while a run trains" : `No metric is called "${id}"`;
    throw new BadInput(`${what}. Known metrics: ${known.join(", ")}${hint}.`);
  });
}

/**
 * Test images: `builtin`, or `FORMAT=FOLDER`.
 *
 * @param size height and width of pictures in files
 */
export function dataOf(text: string, size: number): DataChoice {
  // Only the test images are looked at, so no more training images are drawn than the least.
  const choice: DataChoice =
    text === "builtin"
      ? { format: "builtin", seed: 1, train: 10, test: builtinTest }
      : dataIn(folderOf("--data", text), size, classCount);
  return usable(choice);
}

/** `builtin`, `noise` and `FORMAT=FOLDER`, separated by commas. */
export function outliersOf(text: string): OutlierChoice {
  const parts = text.split(",").map((part) => part.trim());
  const folders = parts
    .filter((part) => part !== "builtin" && part !== "noise")
    .map((part) => {
      const folder = folderOf("--outliers", part);
      usable(dataIn(folder, 1, classCount));
      return [folder.format, folder.path] as const;
    });
  return { builtin: parts.includes("builtin"), noise: parts.includes("noise"), ...Object.fromEntries(folders) };
}

export function numberOf(option: string, text: string, least: number, most: number, whole = true): number {
  const value = Number(text);
  const isNumber = whole ? /^\d+$/.test(text) : /^[\d.]+$/.test(text);
  if (isNumber && value >= least && value <= most) return value;
  throw new BadInput(`${option} is ${text}, but must be a ${whole ? "whole " : ""}number from ${least} to ${most}.`);
}

function usable(choice: DataChoice): DataChoice {
  const problem = testImagesProblem(choice);
  if (problem !== undefined) throw new BadInput(problem);
  return choice;
}

function folderOf(option: string, text: string): DataFolder {
  const [name = "", ...rest] = text.split("=");
  const format = folderFormatIds.find((id) => id === name);
  if (format !== undefined && rest.length > 0) return { format, path: rest.join("=") };
  throw new BadInput(
    `${option} has ${text}, but takes builtin${option === "--data" ? "" : ", noise"} or FORMAT=FOLDER, where FORMAT is one of: ${folderFormatIds.join(", ")}.`,
  );
}
