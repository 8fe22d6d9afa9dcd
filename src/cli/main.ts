import { engineIds } from "../core/training/engines";
import { Command, CommanderError } from "commander";
import { ownVersion } from "./version";
import { checkpointExtensions } from "../checkpoint/formats";
import { fileFormatIds } from "../core/data/formats";
import { schemeIds } from "../core/sparsity/schemes";
import { BadInput } from "./badInput";
import { type CalibrateOptions, calibrate } from "./calibrate";
import { check } from "./check";
import { type CompareOptions, compare } from "./compare";
import { type MakeOptions, makeData } from "./data";
import { showData } from "./showData";
import type { FetchOptions } from "./fetchData";
import { type DensitiesOptions, densities } from "./densities";
import { type DoctorOptions, doctor } from "./doctor";
import { evaluate } from "./evaluate";
import type { EvaluateOptions } from "./evaluateRequest";
import { type ExportOptions, exportRun } from "./export";
import { type ExitCode, exitCodes } from "./exitCodes";
import { type InspectOptions, inspect } from "./inspect";
import { type ReportOptions, report } from "./report";
import { type RunOptions, run } from "./run";
import { type ResumeOptions, type RunsOptions, listRuns, resume, showRun, stopRun } from "./runs";

const outOption = ["--out <dir>", "where the runs are kept (default: the nearest .sparse folder)"] as const;
const jsonOption = ["--json", "print JSON"] as const;

function program(finish: (code: ExitCode) => void): Command {
  const sparse = new Command("sparse")
    .addHelpText("after", "\nExample:\n  sparse run examples/quickstart.sparse.yaml")
    .description("Train randomly pruned networks and see how dense every layer is.")
    .version(ownVersion())
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (text, write) => {
        write(text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase()));
      },
    });
  const command = (usage: string, description: string, example: string): Command =>
    sparse.command(usage).description(description).addHelpText("after", `\nExample:\n  ${example}`);

  command("run <file>", "train every plan of an experiment file", "sparse run examples/quickstart.sparse.yaml")
    .option(...outOption)
    .option("--engine <name>", `engine to train on: auto, ${engineIds.join(", ")} (default: the file's, else auto)`)
    .option("--require-gpu", "rather do not train at all than on the CPU")
    .option("--threads <n>", "CPU threads (default: all)")
    .option("--fresh", "train again even where an equal plan is finished")
    .option("--json", "print one JSON event a line")
    .action(async (file: string, options: RunOptions) => {
      finish(await run(file, options));
    });

  command(
    "densities [file]",
    "print the density of every layer",
    "sparse densities --model cifar_resnet_20 --scheme erk --density 0.1",
  )
    .option("--model <name|file>", "preset, *.model.yaml or model.json")
    .option("--scheme <scheme>", `pruning scheme: ${schemeIds.join(", ")}`)
    .option("--density <share>", "share of the weights to keep")
    .option("--classes <n>", "number of classes")
    .option(...jsonOption)
    .action(async (file: string | undefined, options: DensitiesOptions) => {
      finish(await densities(file, options));
    });

  command(
    "check <files...>",
    "print the problems of experiment and model files",
    "sparse check examples/*.sparse.yaml",
  ).action((files: string[]) => {
    finish(check(files));
  });

  const data = sparse
    .command("data")
    .description("show, get and make data sets")
    .usage("[folder] | [command]")
    .argument("[folder]", "folder of a data set: what it holds is printed")
    .addHelpText("after", "\nExample:\n  sparse data cifar-10-batches-bin")
    .action(async (folder: string | undefined, _: unknown, command: Command) => {
      if (folder === undefined) command.help();
      finish(await showData(folder));
    });
  data
    .command("make")
    .description("write the built-in images as a CIFAR-10 binary file")
    .requiredOption("--split <split>", "train, test or ood (out-of-distribution)")
    .requiredOption("--count <n>", "number of images")
    .requiredOption("--out <file>", "file to write")
    .option("--seed <n>", "seed of the images", "1")
    .option("--format <format>", "file format", "cifar10")
    .addHelpText(
      "after",
      "\nExample:\n  sparse data make --split train --count 1000 --seed 1 --format cifar10 --out data_batch_1.bin",
    )
    .action(async (options: MakeOptions) => {
      finish(await makeData(options));
    });

  data
    .command("fetch <name>")
    .description(`download a data set: ${fileFormatIds.join(", ")}`)
    .option("--to <folder>", "folder for the files (default: one of the data set's name, here)")
    .option("--from <address>", "address of a folder with the same files, such as a mirror")
    .addHelpText(
      "after",
      "\nExample:\n  sparse data fetch cifar10\nCtrl-C keeps what came so far; the same command goes on.",
    )
    .action(async (name: string, options: FetchOptions) => {
      // The network library is large, and only this command needs it.
      const { fetchData } = await import("./fetchData");
      finish(await fetchData(name, options));
    });

  command("runs", "list the runs, newest first", "sparse runs --out examples/.sparse")
    .option(...outOption)
    .option(...jsonOption)
    .action(async (options: RunsOptions) => {
      finish(await listRuns(options));
    });

  command("show <run>", "show one run: state, layers, epochs, tests", "sparse show cifar_resnet_8-erk")
    .option(...outOption)
    .option(...jsonOption)
    .action(async (name: string, options: RunsOptions) => {
      finish(await showRun(name, options));
    });

  command(
    "compare [file]",
    "mean and spread over seeds, and the verdict against the dense twins",
    "sparse compare examples/quickstart.sparse.yaml",
  )
    .option(...outOption)
    .option("--metric <id>", "what to compare by", "accuracy")
    .option("--epoch <which>", "tested epoch: last, or best by validation", "last")
    .option("--margin <points>", "points of accuracy that do not matter (default: the file's, else 0.5)")
    .option(...jsonOption)
    .action(async (file: string | undefined, options: CompareOptions) => {
      finish(await compare(file, options));
    });

  command(
    "evaluate <run>",
    "evaluate a run, or any weights in PyTorch's names",
    "sparse evaluate weights.safetensors --model cifar_resnet_20 --data cifar10=./cifar-10-batches-bin",
  )
    .option("--model <name|file>", "preset or model file, for a *.safetensors file")
    .option("--data <data>", "builtin, or FORMAT=FOLDER; of a run, other test images than its own")
    .option("--size <n>", "height and width of imagenet pictures, for a *.safetensors file (default: 224)")
    .option("--metrics <ids>", "what to measure, separated by commas (default: the run's, else accuracy,nll,brier,ece)")
    .option("--outliers <sets>", "for auc_*: builtin, noise, FORMAT=FOLDER, separated by commas")
    .option("--bins <n>", "confidence bins of ece")
    .option("--eps <n>", "strength of fgsm and pgd, in 255ths of the pixel range")
    .option("--attacked <n>", "test images that are attacked, from the first")
    .option("--epoch <which>", "weights: last, or best by validation", "last")
    .option("--batch <n>", "images at once", "128")
    .option("--threads <n>", "CPU threads (default: all)")
    .option(...outOption)
    .option(...jsonOption)
    .action(async (name: string, options: EvaluateOptions) => {
      finish(await evaluate(name, options));
    });

  command(
    "inspect <file>",
    `print how dense the layers of a checkpoint file are (${checkpointExtensions.join(", ")})`,
    "sparse inspect .sparse/runs/RUN/final.safetensors",
  )
    .option(...jsonOption)
    .action(async (file: string, options: InspectOptions) => {
      finish(await inspect(file, options));
    });

  command(
    "export <run>",
    "write the weights and masks of a run for other programs, and print the Python that loads them",
    "sparse export cifar_resnet_8-erk --out weights.safetensors",
  )
    .requiredOption("--out <file>", "file to write: *.safetensors or *.npz")
    .option("--epoch <which>", "weights: last, or best by validation", "last")
    .option("--runs <dir>", "where the runs are kept (default: the nearest .sparse folder)")
    .action(async (name: string, options: ExportOptions) => {
      finish(await exportRun(name, options));
    });

  command(
    "report [runs...]",
    "write a report of finished runs, or of an experiment file's: what they say of the paper's claims, and every chart",
    "sparse report examples/quickstart.sparse.yaml --out report",
  )
    .option("--out <dir>", "folder to write: new, empty or an earlier report's", "report")
    .option("--runs <dir>", "where the runs are kept (default: the nearest .sparse folder)")
    .option("--language <id>", "of the report: en or ja", "en")
    .option(...jsonOption)
    .action(async (names: string[], options: ReportOptions) => {
      finish(await report(names, options));
    });

  command("stop <run>", "stop a run after its batch, with a checkpoint", "sparse stop cifar_resnet_8-erk")
    .option(...outOption)
    .action(async (name: string, options: RunsOptions) => {
      finish(await stopRun(name, options));
    });

  command("resume <run>", "go on with a run from its last checkpoint", "sparse resume cifar_resnet_8-erk")
    .option(...outOption)
    .option("--threads <n>", "CPU threads (default: all)")
    .option("--json", "print one JSON event a line")
    .action(async (name: string, options: ResumeOptions) => {
      finish(await resume(name, options));
    });

  command("doctor", "what this machine can train on", "sparse doctor --verify test/golden/train_resnet8_w4.json")
    .option("--verify <files...>", "replay golden training files and compare every number")
    .option("--engine <name>", "only this engine")
    .option(...jsonOption)
    .action(async (options: DoctorOptions) => {
      finish(await doctor(options));
    });

  command(
    "calibrate",
    "measure how fast training is here, for estimates of time before a run",
    "sparse calibrate --threads 4",
  )
    .option("--threads <n>", "CPU threads (default: all)")
    .option(...jsonOption)
    .action(async (options: CalibrateOptions) => {
      finish(await calibrate(options));
    });

  return sparse;
}

async function main(): Promise<void> {
  try {
    await program((code) => {
      process.exitCode = code;
    }).parseAsync();
  } catch (error) {
    process.exitCode = explain(error);
  }
}

/** Says what went wrong in words; a stack trace helps nobody who types a command. */
function explain(error: unknown): ExitCode {
  // Commander has said it already; asking for help or the version is no fault.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  return error instanceof BadInput || error instanceof RangeError ? exitCodes.badInput : exitCodes.failed;
}

// Whoever reads the output may leave early, as `head` does: training goes on, and there is nothing left to say.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});
void main();
