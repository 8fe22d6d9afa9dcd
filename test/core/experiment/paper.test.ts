/** The files of experiments/: what their headers promise is what they ask for. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { trainingCount } from "../../../src/core/data/augment";
import { publications } from "../../../src/core/data/publications";
import { planGraph, type Plan } from "../../../src/core/experiment/plan";
import { denseCost } from "../../../src/core/model/cost";
import { rateAt } from "../../../src/core/training/schedule";
import { plansOf } from "./examples";

const folder = new URL("../../../experiments/", import.meta.url);

interface ExperimentFile {
  readonly name: string;
  /** The comment above the first key, on one line. */
  readonly header: string;
  readonly text: string;
}

function read(name: string): ExperimentFile {
  const text = readFileSync(new URL(name, folder), "utf8");
  const header = text.slice(0, text.indexOf("version:")).replaceAll(/\n?# /g, " ").trim();
  return { name, header, text };
}

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".sparse.yaml"))
  .map((name) => read(name.replaceAll("\\", "/")));
const paper = files.filter(({ name }) => name.startsWith("paper/"));

/** "1,600" → 1600; the first number before these words. */
function said(header: string, words: string): number {
  const found = new RegExp(`([\\d,.]*\\d) ${words}`).exec(header)?.[1];
  return Number(found?.replaceAll(",", ""));
}

test("there is a file for each question of the paper", () => {
  expect(paper.map(({ name }) => name.slice("paper/".length, -".sparse.yaml".length)).sort()).toEqual([
    ...["depth", "gradient-flow", "imagenet-resnet50", "imagenet-wide-resnet50"],
    ...["schemes-cifar10", "schemes-cifar100", "trust", "vgg", "width"],
  ]);
  for (const { header } of paper) expect(header).toMatch(/\(RQ[1-5](, RQ[1-5])*\)/);
});

test("the README's table has the headers' numbers", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  for (const { name, header } of paper) {
    const row = readme
      .split("\n")
      .find((line) => line.startsWith(`| \`${name.slice("paper/".length, -".sparse.yaml".length)}\` `));
    const numbers = row
      ?.split("|")
      .slice(3, 6)
      .map((cell) => Number(cell.replaceAll(",", "")));
    expect([name, numbers]).toEqual([name, ["runs", "CPU hours", "GPU hours"].map((words) => said(header, words))]);
  }
});

/** Official sizes. */
const trainingImages: Readonly<Record<string, number>> = { cifar10: 50_000, cifar100: 50_000, imagenet: 1_281_167 };

/** Three passes of the dense network over all training images, at 10^12 multiply-adds a second. */
function gpuHours(plans: readonly Plan[]): number {
  const macs = plans.map((plan) => {
    const images = trainingCount(trainingImages[plan.data.format]!, plan.train.validation);
    return 3 * denseCost(planGraph(plan)).macs * images * plan.train.epochs;
  });
  return macs.reduce((sum, each) => sum + each, 0) / 1e12 / 3600;
}

describe.each(files)("$name", ({ header, text }) => {
  const plans = plansOf(text);

  test("asks for as many runs as its header says", () => {
    const twins = said(header, "dense twins") || 0;
    expect(plans.length).toBe(said(header, "runs") + twins);
  });

  test("can be shrunk by a scale", () => {
    const small = plansOf(`${text}scale: 0.1\n`);
    expect(small.length).toBe(plans.length);
    expect(small.map(({ train }) => train.epochs)).toEqual(
      plans.map(({ train }) => Math.round(train.epochs / 10) || 1),
    );
  });
});

describe.each(paper)("$name", ({ header, text }) => {
  const plans = plansOf(text);

  test("costs as many GPU hours as its header says, by the rate it assumes", () => {
    expect(header).toContain("10^12 multiply-adds a second");
    expect(said(header, "GPU hours")).toBe(Number(gpuHours(plans).toPrecision(2)));
    expect(said(header, "CPU hours")).toBeGreaterThan(0);
  });

  test("reads data from where `sparse data fetch` puts it in the folder above", () => {
    for (const { data } of plans) {
      if (data.format === "builtin" || data.format === "imagenet") continue;
      expect(data.path).toBe(`/home/../../${publications[data.format].folder}`);
    }
  });

  test("draws weights one by one and has the recipe of the paper's code", () => {
    for (const { data, prune, train } of plans) {
      if (prune.scheme !== "dense") expect(prune.sampling).toBe("bernoulli");
      const { lr, momentum, nesterov, weightDecay } = train.optimizer;
      const rates = (epochs: readonly number[]) =>
        epochs.map((epoch) => Number((rateAt(train.schedule, lr, train.epochs, epoch) / lr).toPrecision(6)));
      const common = { momentum, augment: train.augment };
      expect(common).toEqual({ momentum: 0.9, augment: ["crop", "flip"] });
      if (data.format === "imagenet") {
        expect([train.epochs, nesterov, weightDecay, train.labelSmoothing]).toEqual([100, false, 1e-4, 0.1]);
        expect(lr / train.batch).toBeCloseTo(0.4 / 768, 12);
        // lr · (e + 1) / 6 in the first five epochs, then a tenth from 30, 60 and 80 on.
        expect(rates([0, 4, 5, 29, 30, 60, 80])).toEqual([0.166667, 0.833333, 1, 1, 0.1, 0.01, 0.001]);
      } else {
        expect([train.epochs, train.batch, lr, nesterov, weightDecay]).toEqual([160, 128, 0.1, true, 5e-4]);
        expect(rates([0, 79, 80, 119, 120, 159])).toEqual([1, 1, 0.1, 0.1, 0.01, 0.01]);
      }
    }
  });
});
