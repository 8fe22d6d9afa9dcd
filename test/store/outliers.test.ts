import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builtinImages } from "../../src/core/data/builtin";
import { testImagesProblem } from "../../src/store/dataset";
import { loadOutliers } from "../../src/store/outliers";
import { svhnFile } from "../core/data/samples";

const newFolder = () => mkdtempSync(join(tmpdir(), "outliers-"));
const none = { builtin: false, noise: false };

/** A folder of `count` test pictures that are never opened, and a class to train on. */
function pictureFolder(count: number): string {
  const folder = newFolder();
  mkdirSync(join(folder, "train", "a"), { recursive: true });
  mkdirSync(join(folder, "val", "a"), { recursive: true });
  for (let picture = 0; picture < count; picture++) writeFileSync(join(folder, "val", "a", `${picture}.png`), "");
  return folder;
}

test("drawn outliers are as many as the test images, in their shape", async () => {
  const tested = builtinImages({ split: "test", seed: 1, count: 12 });
  const sets = await loadOutliers({ builtin: true, noise: true }, { ...tested, shape: [1, 28, 28] }, newFolder());
  expect(sets.map(({ name, images }) => [name, images.shape, images.labels.length])).toEqual([
    ["builtin", [1, 28, 28], 12],
    ["noise", [1, 28, 28], 12],
  ]);
});

test("test images of a data set are read where its training images are not", async () => {
  const svhn = newFolder();
  writeFileSync(join(svhn, "test_32x32.mat"), svhnFile([10, 2, 3]));
  const [set] = await loadOutliers({ ...none, svhn }, { shape: [1, 8, 8], labels: new Uint16Array(5) }, newFolder());
  expect(set).toMatchObject({ name: "svhn", images: { shape: [1, 8, 8] } });
  expect(set!.images.labels).toHaveLength(3);
});

test("pictures are left in their files, in the network's size and no more of them than fit into memory", async () => {
  const imagenet = pictureFolder(7);
  expect(testImagesProblem({ format: "imagenet", path: imagenet, size: 32, classes: 1 })).toBeUndefined();
  // 3 · 4096² bytes each: five fit into 2²⁸.
  const tested = { shape: [3, 4096, 4096], labels: new Uint16Array(100) } as const;
  const [set] = await loadOutliers({ ...none, imagenet }, tested, newFolder());
  expect(set).toMatchObject({ name: "imagenet", images: { shape: [3, 4096, 4096] } });
  expect("paths" in set!.images && set!.images.paths).toHaveLength(5);
});

test("a folder of pictures without test pictures is refused in a sentence", async () => {
  const imagenet = pictureFolder(0);
  const refused = /val holds no images: put them into train/;
  expect(testImagesProblem({ format: "imagenet", path: imagenet, size: 32, classes: 1 })).toMatch(refused);
  const tested = { shape: [3, 32, 32], labels: new Uint16Array(1) } as const;
  await expect(loadOutliers({ ...none, imagenet }, tested, newFolder())).rejects.toThrow(refused);
});
