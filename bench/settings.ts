import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import * as Type from "typebox";
import type { Static } from "typebox";
import { engineSettings, type EngineSettings } from "./engines/settings";
import { graphOf, NetworkSchema } from "./network";
import { countIn, numberIn } from "./numbers";
import { TurnSchema } from "./runner/step";

const DensitySchema = Type.Number({ exclusiveMinimum: 0, maximum: 1 });

const NetworkSettingsSchema = Type.Object({
  ...NetworkSchema.properties,
  densities: Type.Array(DensitySchema),
  /** Densities measured on other versions of Node than the first. */
  elsewhere: Type.Array(DensitySchema),
  /** Densities at which the time of each layer is told. */
  profiled: Type.Array(DensitySchema),
  /** How often every candidate has its turn. */
  rounds: Type.Integer({ minimum: 1 }),
  ...TurnSchema.properties,
});

export const SettingsSchema = Type.Object({
  networks: Type.Array(NetworkSettingsSchema),
  threads: Type.Array(Type.Integer({ minimum: 1 })),
});

/** A network, what is measured of it, and how often. */
export type NetworkSettings = Readonly<Static<typeof NetworkSettingsSchema>>;
/** What a run measures. */
export type Settings = Readonly<Static<typeof SettingsSchema>>;

const densities = [1, 0.5, 0.2, 0.1, 0.05, 0.02];
const narrow: NetworkSettings = {
  ...{ name: "cifar_resnet_20", classes: 10, batch: 64, densities, elsewhere: densities, profiled: [0.1, 0.02] },
  ...{ rounds: 5, warmups: 2, steps: 5, turnMs: 2000 },
};
const wide: NetworkSettings = {
  ...{ ...narrow, name: "cifar_resnet_20_64", elsewhere: [0.2, 0.1, 0.05, 0.02], profiled: [0.1] },
  ...{ rounds: 3, warmups: 1, steps: 3, turnMs: 2000 },
};
const imagenet: NetworkSettings = {
  ...{ ...wide, name: "resnet50", classes: 1000, batch: 8 },
  ...{ densities: [0.1], elsewhere: [0.1] },
};

const full = [narrow, wide, imagenet];
const quick = [
  {
    ...{ ...narrow, densities: [1, 0.1, 0.02], profiled: [0.1] },
    ...{ rounds: 2, warmups: 1, steps: 3, turnMs: 1000 },
  },
];

export type Options =
  | {
      readonly do: "measure";
      readonly settings: Settings;
      /** Folder for the JSON file. */
      readonly out: string;
      /** Programs of other versions of Node. */
      readonly nodes: readonly string[];
    }
  /** How fast each engine trains, held against PyTorch on the same device. */
  | {
      readonly do: "engines";
      readonly settings: EngineSettings;
      readonly out: string;
      /** The program of Node to train on; the one at hand where it is left out. */
      readonly node?: string;
    }
  /** What the experiment language takes, in the editor. */
  | { readonly do: "language" }
  /** How the results page moves its charts, in a browser's program. */
  | { readonly do: "page"; readonly browser: string }
  /** A folder with so many runs, in the editor. */
  | { readonly do: "runs"; readonly runs: number }
  /** Writes the README's section from a JSON file. */
  | { readonly do: "readme"; readonly file: string };

const known = {
  quick: { type: "boolean", default: false },
  language: { type: "boolean", default: false },
  page: { type: "boolean", default: false },
  browser: { type: "string", default: "chromium" },
  runs: { type: "string" },
  out: { type: "string", default: "out/reports" },
  networks: { type: "string" },
  densities: { type: "string" },
  rounds: { type: "string" },
  threads: { type: "string" },
  node: { type: "string", multiple: true, default: [] as string[] },
  readme: { type: "string" },
  engine: { type: "string" },
  widths: { type: "string" },
  batch: { type: "string" },
  patience: { type: "string" },
  warmups: { type: "string" },
} as const;

/** @returns the options, or why there are none, in one sentence for a person */
export function readOptions(args: readonly string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({ args: [...args], options: known });
    if (values.language) return { do: "language" };
    if (values.page) return { do: "page", browser: values.browser };
    if (values.runs !== undefined) return { do: "runs", runs: countIn(values.runs, "--runs", 100_000) };
    if (values.readme !== undefined) return { do: "readme", file: values.readme };
    if (values.engine !== undefined) {
      const [node] = values.node;
      const settings = engineSettings({ ...values, engine: values.engine });
      return { do: "engines", settings, out: values.out, ...(node !== undefined && { node }) };
    }
    const asked = values.densities?.split(",").map((text) => numberIn(text, "--densities", 1));
    const rounds = values.rounds === undefined ? undefined : countIn(values.rounds, "--rounds");
    const threads = values.threads?.split(",").map((text) => countIn(text, "--threads"));
    const networks = chosen(values.quick ? quick : full, values.networks?.split(",")).map((network) => ({
      ...network,
      ...(asked && { densities: asked, elsewhere: asked, profiled: asked }),
      ...(rounds && { rounds }),
    }));
    const settings = { networks, threads: threads ?? [...new Set([1, availableParallelism()])] };
    return { do: "measure", settings, out: values.out, nodes: values.node };
  } catch (error) {
    const found = error instanceof Error ? error.message.split(". ")[0]?.replace(/\.$/, "") : String(error);
    return { fault: `${found}. Known options: --${Object.keys(known).join(", --")}.` };
  }
}

/** The networks asked for, with the settings of those that are measured anyway where they have some. */
function chosen(all: readonly NetworkSettings[], names: readonly string[] | undefined): readonly NetworkSettings[] {
  return (
    names?.map((name) => {
      const network = all.find((settings) => settings.name === name) ?? { ...wide, name };
      graphOf(network);
      return network;
    }) ?? all
  );
}
