/** How a network's accuracy falls as an attack on its images grows stronger. */
import { imageBytes } from "../data/augment";
import type { Images, Normalisation } from "../data/images";
import type { EvaluationSettings } from "../experiment/schema";
import { sizeOf } from "../model/graph";
import type { RobustnessFinding } from "../run/findings";
import type { Session } from "../training/engine";
import { allIndices, type Predictions } from "../training/evaluate";
import { accuracy } from "./accuracy";
import { nll } from "./likelihood";
import type { AttackId } from "./metrics";
import { fgsm, pgd, pixelNetwork } from "./robustness";

/** Of PGD's random starts: the same for every run, so that runs can be compared. */
const seed = 1;

/** Madry's choice for CIFAR-10: all steps together go two and a half times as far as the farthest place. */
const reach = 2.5;

export interface AttackRequest {
  readonly attack: AttackId;
  readonly session: Pick<Session, "logits" | "inputGradient">;
  /** Images a call to the session. */
  readonly batch: number;
  readonly test: Images;
  readonly normalisation: Normalisation;
  readonly settings: Pick<EvaluationSettings, "robustness">;
  /** Of all test images as they are. */
  readonly clean: Predictions;
}

/** Strengths above 0 at which accuracy is measured, in 255ths, from the weakest. */
function attackStrengths({ eps, curve }: EvaluationSettings["robustness"]): readonly number[] {
  return [...new Set([...curve, eps])].filter((strength) => strength > 0).sort((weak, strong) => weak - strong);
}

/** Calls to the session that a batch takes. */
export function attackCalls(
  attack: AttackId,
  settings: EvaluationSettings["robustness"],
): { readonly gradients: number; readonly logits: number } {
  const strengths = attackStrengths(settings).length;
  return { gradients: attack === "fgsm" ? 1 : strengths * settings.steps, logits: strengths };
}

/** Accuracy and loss at strength 0, which are those of the images as they are, and above. Yields after every call. */
export async function* attackCurve(request: AttackRequest): AsyncGenerator<undefined, RobustnessFinding> {
  const { attack, batch, test, session, normalisation, clean } = request;
  const { robustness } = request.settings;
  const { steps } = robustness;
  const { classes, shape } = test;
  const network = pixelNetwork(session, shape, normalisation);
  const count = Math.min(robustness.images, test.labels.length);
  const labels = clean.labels.subarray(0, count);
  const strengths = attackStrengths(robustness);
  const logits = strengths.map(() => new Float32Array(count * classes));
  for (let start = 0; start < count; start += batch) {
    const images = allIndices(count).subarray(start, start + batch);
    const some = labels.subarray(start, start + images.length);
    const pixels = pixelsOf(test, images);
    const signs = attack === "fgsm" ? await network.gradientSigns(pixels, some) : undefined;
    if (signs !== undefined) yield;
    for (const [index, strength] of strengths.entries()) {
      const eps = strength / 255;
      const stepSize = (robustness.stepSize ?? (reach * strength) / steps) / 255;
      const moved =
        signs === undefined
          ? yield* pgd(network, pixels, some, { eps, steps, stepSize, seed, images })
          : fgsm(pixels, signs, eps);
      logits[index]!.set(await network.logits(moved, images.length), start * classes);
      yield;
    }
  }
  const point = (eps: number, found: Float32Array) => {
    return { eps, accuracy: accuracy(found, labels, classes), loss: nll(found, labels, classes) };
  };
  const points = strengths.map((strength, index) => point(strength, logits[index]!));
  return { attack, images: count, points: [point(0, clean.logits.subarray(0, count * classes)), ...points] };
}

/** Images as pixels in [0, 1]. */
function pixelsOf(set: Images, images: Uint32Array): Float64Array {
  const size = sizeOf(set.shape);
  const pixels = new Float64Array(images.length * size);
  for (const [place, image] of images.entries()) pixels.set(imageBytes(set, image), place * size);
  return pixels.map((pixel) => pixel / 255);
}
