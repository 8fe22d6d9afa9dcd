import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builtin } from "../../src/core/data/builtin";
import { putPictures } from "./generatedPictures";
import { newFolder, sparse } from "./sparse";

const folder = newFolder();
putPictures(folder, "train", 8);
putPictures(folder, "test", 3);

function experiment(data = folder): string {
  const file = join(newFolder(), "pictures.sparse.yaml");
  writeFileSync(
    file,
    `version: 1
model: cifar_resnet_8_4
data: { format: imagenet, path: ${JSON.stringify(data)}, size: 32 }
prune: { scheme: erk, density: 0.3 }
train: { epochs: 2, batch: 8, schedule: { warmup: 1 }, optimizer: { lr: 0.05 } }
dense: false
`,
  );
  return file;
}

function events(out: string) {
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

test("data shows what a folder of pictures holds", () => {
  const { code, out } = sparse("data", folder);
  expect(code).toBe(0);
  expect(out).toContain("imagenet  Image folders: 4 classes, 32 images in train and 12 images in val.\n");
  expect(out).toContain(`  4 classes: ${builtin.classNames.slice(0, 4).sort().join(", ")}.\n`);
  expect(out).toMatch(/\.JPEG is 32×32\.\n$/);
});

test("a folder of pictures trains and is tested on all of val", () => {
  const { code, out, err } = sparse("run", experiment(), "--threads", "1", "--json");
  expect([code, err]).toEqual([0, ""]);
  const run = events(out);
  // 32 pictures in batches of 8, two epochs; the recipe holds nothing back, so only the last epoch is tested.
  expect(run.filter(({ kind }) => kind === "planned")).toMatchObject([{ steps: 8 }]);
  expect(run.filter(({ kind }) => kind === "tested").map(({ which }) => which)).toEqual(["last"]);
  // Warm-up of one epoch: half the rate. Then all three drops have come: 30, 60 and 80 % of two epochs.
  expect(run.filter(({ kind }) => kind === "epoch").map(({ rate }) => rate)).toEqual([0.025, 0.05 * 0.1 ** 3]);
  expect(run.at(-1)).toMatchObject({ kind: "finished", outcome: "completed" });
});

test("a network trained on pictures is evaluated on them, and told from other pictures", () => {
  const root = newFolder();
  const { out: trained } = sparse("run", experiment(), "--threads", "1", "--json", "--out", root);
  const tested = events(trained).find(({ kind }) => kind === "tested")!.metrics as { readonly accuracy: number };
  const [{ id, folder: place }] = JSON.parse(sparse("runs", "--out", root, "--json").out) as [
    { readonly id: string; readonly folder: string },
  ];
  const how = ["--metrics", "accuracy,auc_msp,fgsm", "--outliers", `imagenet=${folder}`, "--threads", "1", "--json"];
  const ofRun = sparse("evaluate", id, "--out", root, ...how);
  expect([ofRun.code, ofRun.err]).toEqual([0, ""]);
  const { metrics } = JSON.parse(ofRun.out) as { metrics: object };
  // The same images on both sides: nothing tells them apart.
  expect(metrics).toMatchObject({ accuracy: tested.accuracy, "auc_msp/imagenet": 0.5 });
  expect(metrics).toHaveProperty("fgsm");

  const given = ["--model", "cifar_resnet_8_4", "--data", `imagenet=${folder}`, "--size", "32"];
  const ofFile = sparse("evaluate", join(place, "final.safetensors"), ...given, ...how);
  expect([ofFile.code, ofFile.err]).toEqual([0, ""]);
  expect(JSON.parse(ofFile.out)).toMatchObject({ metrics });
});

test("a damaged picture ends the run with a sentence that names it", () => {
  const broken = newFolder();
  putPictures(broken, "train", 8);
  putPictures(broken, "test", 3);
  const file = join(broken, "train", "ring", "bad.JPEG");
  writeFileSync(file, "no picture");
  const { code, out } = sparse("run", experiment(broken), "--threads", "1", "--json");
  expect(code).toBe(1);
  expect(events(out).at(-1)).toMatchObject({
    ...{ kind: "finished", outcome: "failed" },
    reason: `${file} is neither a JPEG nor a PNG file; replace or remove it.`,
  });
});

test("another number of classes than the folder has is refused before training", () => {
  const file = experiment();
  writeFileSync(file, `version: 1\nmodel: cifar_resnet_8_4\ndata: { format: imagenet, path: ${folder}, classes: 5 }\n`);
  const { code, out } = sparse("check", file);
  expect(code).toBe(2);
  expect(out).toContain(`error data-unusable ${folder} has 4 classes, but the plan was made for 5.`);
});
