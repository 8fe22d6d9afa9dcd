/** A first experiment file for a question, with comments that say what each line does. */
import type { Locale } from "../template";
import { phrase, type PhraseId } from "./phrases";

export const purposes = ["twin", "densities", "schemes", "widths", "depths"] as const;

/** What a person wants to find out. */
export type Purpose = (typeof purposes)[number];

export interface NewExperiment {
  readonly purpose: Purpose;
  /** As a file names it; widths and depths have a family of their own. */
  readonly model: string;
  readonly data: { readonly format: string; readonly path?: string };
  readonly locale: Locale;
}

/** Whether the question itself says which networks are trained. */
export function choosesModel(purpose: Purpose): boolean {
  return models[purpose] !== undefined;
}

/** A file without problems, as long as model and data are there. */
export function newExperimentText({ purpose, model, data, locale }: NewExperiment): string {
  const say = (id: PhraseId): string => phrase(id, {}, locale);
  const { path } = data;
  const images = path === undefined ? data.format : `{ format: ${data.format}, path: ${JSON.stringify(path)} }`;
  return `# ${say(`new.${purpose}`)}
# ${say("new.run")}
version: 1
model: ${models[purpose] ?? model} # ${say("new.model")}
data: ${images} # ${say("new.data")}
prune: ${prunings[purpose]} # ${say("new.prune")}
evaluate: [accuracy, nll, ece] # ${say("new.evaluate")}
seeds: [1, 2, 3] # ${say("new.seeds")}
dense: true # ${say("new.dense")}
margin: 0.5 # ${say("new.margin")}
`;
}

const models: Readonly<Partial<Record<Purpose, string>>> = {
  widths: "{ family: cifar_resnet, depth: 20, width: [8, 16, 32] }",
  depths: "{ family: cifar_resnet, depth: [8, 14, 20], width: 8 }",
};

const prunings: Readonly<Record<Purpose, string>> = {
  twin: "{ scheme: erk, density: 0.1 }",
  densities: "{ scheme: erk, density: [0.05, 0.1, 0.2, 0.5] }",
  schemes: "{ scheme: [erk, uniform, snip_ratio], density: [0.05, 0.1] }",
  widths: "{ scheme: erk, density: 0.1 }",
  depths: "{ scheme: erk, density: 0.1 }",
};
