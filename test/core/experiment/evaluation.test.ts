import { expect, test } from "vitest";
import { evaluationSettings } from "../../../src/core/experiment/evaluation";
import { planKey } from "../../../src/core/experiment/plans";
import { readExperiment } from "../../../src/core/experiment/read";
import { readPlan } from "../../../src/core/experiment/readPlan";
import { check, machine, plansOf } from "./examples";

/** The lines every file needs, before those under test. */
const start = "version: 1\nmodel: cifar_resnet_8_8\n";

const everything = `${start}evaluate: [accuracy, ece, auc_msp, auc_entropy, fgsm, pgd, gradient_flow]\n`;

test("a plan says how things are measured only where that decides something", () => {
  const [plain] = plansOf(start);
  expect(plain).not.toHaveProperty("evaluation");
  // An axis of other metrics makes other plans; settings that none of its metrics uses make none.
  expect(plansOf(`${start}evaluate: [accuracy, ece]\nevaluation: { bins: 15 }`)[0]).not.toHaveProperty("evaluation");
  expect(plansOf(`${start}evaluate: [ece]\nevaluation: { bins: 20 }`)[0]!.evaluation).toEqual({ bins: 20 });
  expect(plansOf(`${start}margin: 2`).map(planKey)).toEqual(plansOf(start).map(planKey));
});

test("what is left out has its documented value", () => {
  expect(plansOf(everything)[0]!.evaluation).toEqual({
    outliers: { builtin: true, noise: true },
    robustness: { eps: 8, curve: [1, 2, 4, 8, 16], images: 1000, steps: 10 },
    gradientFlow: { every: 1 },
  });
  expect(evaluationSettings({})).toMatchObject({ bins: 15, gradientFlow: { every: 1 } });
});

test("folders of other images are made absolute, and everything survives the way through a file", () => {
  const [plan] = plansOf(
    `${everything}evaluation: { outliers: { noise: false, cifar10: ./c10, mnist: m }, robustness: { stepSize: 2, curve: [] } }`,
  );
  expect(plan!.evaluation!.outliers).toEqual({ builtin: true, noise: false, cifar10: "/home/c10", mnist: "/home/m" });
  expect(plan!.evaluation!.robustness).toMatchObject({ stepSize: 2, curve: [] });
  expect(readPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  expect(evaluationSettings(plan!).outliers).toEqual(plan!.evaluation!.outliers);
});

test("folders of other images must be there, and be others than those trained on", () => {
  check(`${everything}evaluation: { outliers: { cifar100: «./missing» } }`, [
    "data-unusable: /home/missing does not exist.",
  ]);
  check(`${everything}data: { format: cifar10, path: a }\nevaluation: { outliers: { cifar10: «b» } }`, [
    "outliers-own-data: evaluation.outliers names cifar10, but that is the data set the network is trained on; name another one.",
  ]);
  const pictures = `${everything}data: { format: imagenet, path: a, size: 32 }\n`;
  check(`${pictures}evaluation: { outliers: { imagenet: b } }`, []);
  check(`${pictures}evaluation: { outliers: { imagenet: «./a» } }`, [
    expect.stringMatching(/^outliers-own-data: /) as string,
  ]);
  check(`${everything}evaluation: { outliers: «{ builtin: false, noise: false }» }`, [
    "outliers-none: evaluation.outliers names no images to tell the test images from: leave builtin or noise at true, or give a data set's folder.",
  ]);
  check(`${everything}evaluation: { outliers: { «svhm»: ./svhn } }`, [
    expect.stringMatching(
      /^unknown-key: There is no key "svhm" in evaluation.outliers. Known keys: builtin, noise, cifar10/,
    ) as string,
  ]);
});

test("of other images the test images alone must be there", () => {
  const lookup = { ...machine(), dataProblem: () => undefined };
  check(
    `${everything}evaluation: { outliers: { svhn: «missing» } }`,
    ["data-unusable: /home/missing does not exist."],
    lookup,
  );
  const trainMissing = { ...machine(), testImagesProblem: () => undefined };
  check(`${everything}evaluation: { outliers: { svhn: missing } }`, [], trainMissing);
});

test("a setting that no metric uses is pointed out, and does no harm", () => {
  check(`${start}evaluation: { robustness: «{ eps: 4 }», bins: 20 }`, [
    "setting-unused: evaluation.robustness has no effect: evaluate lists none of the metrics it is for (fgsm, pgd).",
  ]);
  const { experiment } = readExperiment(`${start}evaluation: { robustness: { eps: 4 } }`, machine());
  expect(experiment!.cells[0]).not.toHaveProperty("evaluation");
});

test("strengths are numbers from 0 to 255, and the margin is in points", () => {
  check(`${everything}evaluation: { robustness: { eps: «300», curve: [1, «-2»] } }`, [
    "out-of-range: evaluation.robustness.eps is 300, but must be at least 0 and at most 255.",
    "out-of-range: evaluation.robustness.curve is -2, but must be at least 0 and at most 255.",
  ]);
  check(`${start}margin: «-1»`, ["out-of-range: margin is -1, but must be at least 0 and at most 100."]);
});
