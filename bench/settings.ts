import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

/** What a run measures, and how often. */
export interface Settings {
  readonly networks: readonly NetworkSettings[];
  readonly batch: number;
  readonly classes: number;
  readonly densities: readonly number[];
  readonly threads: readonly number[];
  /** Steps before those that count, each time a network is set up: V8 compiles the kernels twice. */
  readonly warmups: number;
}

export interface NetworkSettings {
  /** A preset. */
  readonly name: string;
  /** How often every candidate has its turn, and how many steps it then takes. */
  readonly rounds: number;
  readonly steps: number;
}

const common = { batch: 64, classes: 10, threads: [...new Set([1, availableParallelism()])], warmups: 3 };

const full: Settings = {
  ...common,
  networks: [
    { name: "cifar_resnet_20", rounds: 5, steps: 5 },
    { name: "cifar_resnet_20_64", rounds: 4, steps: 3 },
  ],
  densities: [1, 0.5, 0.2, 0.1, 0.05, 0.02],
};

const quick: Settings = {
  ...common,
  networks: [{ name: "cifar_resnet_20", rounds: 3, steps: 4 }],
  densities: [1, 0.1, 0.02],
};

export interface Options {
  readonly settings: Settings;
  /** Folder for the JSON file. */
  readonly out: string;
}

/** @returns the options, or why there are none, in one sentence for a person */
export function readOptions(args: readonly string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { quick: { type: "boolean", default: false }, out: { type: "string", default: "out/reports" } },
    });
    return { settings: values.quick ? quick : full, out: values.out };
  } catch (error) {
    const found = error instanceof Error ? error.message.split(". ")[0] : String(error);
    return { fault: `${found}. Known options: --quick, and --out with the folder for the JSON file.` };
  }
}
