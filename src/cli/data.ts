import { writeFile } from "node:fs/promises";
import { type BuiltinSplit, builtinImages } from "../core/data/builtin";
import { cifar10Bytes } from "../core/data/cifar";
import { count } from "../core/run/words";
import { ioReason } from "../core/ioFault";
import { BadInput } from "./badInput";
import { type ExitCode, exitCodes } from "./exitCodes";

export interface MakeOptions {
  readonly split: string;
  readonly count: string;
  readonly seed: string;
  readonly format: string;
  readonly out: string;
}

const splits: readonly BuiltinSplit[] = ["train", "test", "ood"];

/** Writes built-in images as a file in CIFAR-10's binary format, so that the real reader reads real files. */
export async function makeData(options: MakeOptions): Promise<ExitCode> {
  const split = splits.find((known) => known === options.split);
  if (split === undefined) throw new BadInput(`--split is ${options.split}, but must be one of: ${splits.join(", ")}.`);
  if (options.format !== "cifar10")
    throw new BadInput(`--format is ${options.format}, but only cifar10 can be written.`);
  const images = wholeNumber("--count", options.count, 1, 1_000_000);
  const seed = wholeNumber("--seed", options.seed, 0, 2 ** 32 - 1);
  const bytes = cifar10Bytes(builtinImages({ split, seed, count: images }));
  try {
    await writeFile(options.out, bytes);
  } catch (error) {
    throw new BadInput(`${options.out} cannot be written: ${ioReason(error)}.`);
  }
  console.log(`${options.out}: ${count(images)} images, ${count(bytes.length)} bytes.`);
  return exitCodes.done;
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new BadInput(`${option} is ${text}, but must be a whole number from ${least} to ${most}.`);
}
