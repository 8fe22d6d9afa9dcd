import { readdirSync, readFileSync } from "node:fs";
import { preset } from "../../../src/core/model/presets";
import type { Graph } from "../../../src/core/model/graph";
import type { RuleId } from "../../../src/core/sparsity/schemes";

export interface GoldenDensities {
  readonly density: readonly number[];
  readonly expected_macs: number;
  readonly dense_layers?: readonly string[];
  readonly invalid?: string;
}

export interface GoldenRatios {
  readonly file: string;
  readonly arch: string;
  readonly input: readonly number[];
  readonly dense_macs: number;
  readonly total_params: number;
  readonly layers: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly stride: number;
    readonly out_hw: number;
    readonly dense_macs: number;
  }[];
  readonly densities: Readonly<Record<string, Readonly<Record<string, GoldenDensities>>>>;
}

/** Our name of each scheme of the golden files. */
export const goldenSchemes: Readonly<Record<string, RuleId>> = {
  uniform: "uniform",
  uniform_plus: "uniform_plus_reference",
  uniform_plus_exact: "uniform_plus",
  ER: "er",
  ERK: "erk",
  ERK_plus: "erk_plus",
};

export const goldenRatios: readonly GoldenRatios[] = readdirSync("test/golden")
  .filter((file) => file.startsWith("ratios_"))
  .map((file) => ({
    ...(JSON.parse(readFileSync(`test/golden/${file}`, "utf8")) as Omit<GoldenRatios, "file">),
    file,
  }));

export function goldenGraph({ arch, layers }: GoldenRatios): Graph {
  return preset(arch.replace("_c100", ""), { classes: layers.at(-1)!.shape[0]! })!;
}
