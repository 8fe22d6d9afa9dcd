/** Whole files to begin with. */
import type { Locale } from "../../template";
import type { DocumentKind } from "../document";
import { newExperimentText, purposes } from "../newExperiment";
import { phrase, type PhraseId } from "../phrases";
import { literally, type Offer } from "./completion";

export function templateOffers(kind: DocumentKind, newline: string, locale: Locale): Offer[] {
  return (kind === "experiment" ? experiments(locale) : models).map(({ label, title, body }) => {
    return { label, kind: "template", body: body.replaceAll("\n", newline), detail: phrase(title, {}, locale) };
  });
}

interface Template {
  readonly label: string;
  readonly title: PhraseId;
  readonly body: string;
}

/** One for each question a person may have. */
function experiments(locale: Locale): readonly Template[] {
  return purposes.map((purpose) => {
    const text = newExperimentText({ purpose, model: "cifar_resnet_8", data: { format: "builtin" }, locale });
    return { label: `experiment: ${purpose}`, title: `new.${purpose}`, body: literally(text.trimEnd()) };
  });
}

const models: readonly Template[] = [
  {
    label: "model: plain",
    title: "model.plain",
    body: `version: 1
name: \${1:small}
input: [3, 32, 32]
layers:
  - conv: { out: \${2:16}, kernel: 3 }
  - batchNorm
  - relu
  - globalAvgPool
  - dense: { out: classes }`,
  },
  {
    label: "model: residual",
    title: "model.residual",
    body: `version: 1
name: \${1:small}
input: [3, 32, 32]
layers:
  - conv: { out: \${2:16}, kernel: 3 }
  - batchNorm
  - relu
  - residual:
      body:
        - conv: { out: \${2:16}, kernel: 3 }
        - batchNorm
        - relu
        - conv: { out: \${2:16}, kernel: 3 }
        - batchNorm
  - relu
  - globalAvgPool
  - dense: { out: classes }`,
  },
];
