/** Files of experiments/paper from their text to finished runs, in small, on generated data in the formats they name. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { putPictures } from "./generatedPictures";
import { newFolder, sparse } from "./sparse";

interface Entry {
  readonly title: string;
  readonly status: string;
  readonly tests: readonly { readonly which: string; readonly metrics: Readonly<Record<string, number>> }[];
}

/** A folder with the shipped file where the repository has it; `changes` are made to its text, `added` stands below it. */
function repository(name: string, changes: readonly (readonly [string, string])[], added: string) {
  const root = newFolder();
  const file = join(root, "experiments", "paper", `${name}.sparse.yaml`);
  mkdirSync(join(root, "experiments", "paper"), { recursive: true });
  const shipped = readFileSync(`experiments/paper/${name}.sparse.yaml`, "utf8");
  const text = changes.reduce((before, [found, put]) => {
    expect(before).toContain(found);
    return before.replace(found, put);
  }, shipped);
  writeFileSync(file, `${text}${added}`);
  return { root, file };
}

function trained(file: string, root: string): readonly Entry[] {
  const out = join(root, ".sparse");
  const run = sparse("run", file, "--threads", "1", "--out", out, "--json");
  expect([run.code, run.err]).toEqual([0, ""]);
  return JSON.parse(sparse("runs", "--out", out, "--json").out) as readonly Entry[];
}

const timeout = { timeout: 600_000 };

test("the depth figure at scale 0.01, ResNet-20 and one density of nine, on 1,000 generated images", timeout, () => {
  const { root, file } = repository(
    "depth",
    [["seeds: [1, 2, 3]", "seeds: [1]"]],
    `scale: 0.01
exclude:
  - { model: { depth: [32, 44, 56, 110] } }
  - { prune: { density: [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2] } }
  - { prune: { scheme: [uniform, uniform_plus] } }
`,
  );
  const data = join(root, "cifar-10-batches-bin");
  mkdirSync(data);
  for (const [split, count, name] of [
    ["train", "1000", "data_batch_1.bin"],
    ["test", "1500", "test_batch.bin"],
  ] as const) {
    sparse("data", "make", "--split", split, "--count", count, "--format", "cifar10", "--out", join(data, name));
  }
  expect(sparse("check", file)).toMatchObject({ code: 0 });
  const runs = trained(file, root);
  const name = (scheme: string) => `cifar_resnet_20 · ${scheme} · CIFAR-10 · scale 0.01 · seed 1`;
  expect(runs.map(({ title }) => title).sort()).toEqual(
    ["dense", "erk 0.1 bernoulli", "snip_ratio 0.1 bernoulli"].map(name),
  );
  for (const { status, tests } of runs) {
    expect(status).toBe("completed");
    // 1 % of 160 epochs is two; 1 % of 1,500 test images is 15, so accuracies are fifteenths.
    for (const { metrics } of tests) {
      expect(Object.keys(metrics).sort()).toEqual(["accuracy", "ece", "nll"]);
      expect(15 * metrics.accuracy!).toBeCloseTo(Math.round(15 * metrics.accuracy!), 9);
    }
  }
  const shown = sparse("show", "cifar_resnet_20-erk", "--out", join(root, ".sparse")).out;
  expect(shown).toContain(
    "Scale 0.01: 1 % of the experiment's epochs and images; the results stand for this scale only.",
  );
  const compared = sparse("compare", file, "--out", join(root, ".sparse")).out;
  expect(compared).toContain("Scale 0.01: 1 %");
});

test(
  "ImageNet's ResNet-50 at scale 0.01 on pictures of 32×32 in four folders, ERK at one density of four, no dense twin",
  timeout,
  () => {
    const { root, file } = repository(
      "imagenet-resnet50",
      [
        ["classes: 1000, size: 224", "size: 32"],
        ["[erk, snip_ratio, uniform]", "erk"],
        ["[0.7, 0.5, 0.3, 0.1]", "0.1"],
      ],
      "scale: 0.01\ndense: false\n",
    );
    putPictures(join(root, "imagenet"), "train", 12);
    putPictures(join(root, "imagenet"), "test", 4);
    const [run, ...others] = trained(file, root);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      title: "resnet50 · erk 0.1 bernoulli · Image folders · scale 0.01 · seed 17",
      status: "completed",
      // Ten of 48 and of 16 pictures are left, the least; one epoch of a hundred.
      tests: [{ which: "last", epoch: 1 }],
    });
    const { metrics } = run!.tests[0]!;
    expect(Object.keys(metrics)).toEqual(expect.arrayContaining(["accuracy", "nll", "ece", "auc_msp/noise", "fgsm"]));
    expect(10 * metrics.accuracy!).toBeCloseTo(Math.round(10 * metrics.accuracy!), 9);
  },
);
