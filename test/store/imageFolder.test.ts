import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { test as base, expect } from "vitest";
import { fillBatch, imageBytes } from "../../src/core/data/augment";
import { imagenet } from "../../src/core/data/imagenet";
import type { Augmentation } from "../../src/core/data/augment";
import { describeData, loadDataset } from "../../src/store/dataset";
import { classFolders, imageFiles, listImages } from "../../src/store/imageFolder";
import { decoder, pictures } from "../codec/pictures";

const test = base.extend<{ folder: string }>({
  folder: async ({ task }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `pictures-${task.id}-`));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

/** Class folders with copies of one picture, as many as are said. */
async function put(folder: string, counts: Readonly<Record<string, number>>): Promise<void> {
  for (const [path, count] of Object.entries(counts)) {
    await mkdir(join(folder, path), { recursive: true });
    for (let number = 0; number < count; number++) {
      await copyFile(join(pictures, "full.jpg"), join(folder, path, `${number}.JPEG`));
    }
  }
}

const usual = { "train/dog": 3, "train/Cat": 2, "train/ant": 4, "val/dog": 1, "val/Cat": 1, "val/ant": 1 };
const choice = (folder: string) => ({ format: "imagenet", path: folder, size: 16, classes: 3 }) as const;

function refusal(folder: string, classes = 3): string {
  const report = describeData({ ...choice(folder), classes });
  expect(report.usable).toBe(false);
  return report.sentence;
}

test("classes are sorted as Python sorts them, and every file has its folder's", async ({ folder }) => {
  await put(folder, usual);
  await writeFile(join(folder, "train", "dog", "notes.txt"), "");
  await writeFile(join(folder, "train", "dog", "._0.JPEG"), "");
  const names = classFolders(folder);
  expect(names).toEqual(["Cat", "ant", "dog"]);
  const { paths, labels } = listImages(choice(folder), "train");
  expect(paths.length).toBe(9);
  expect([...labels].map((label) => names[label])).toEqual(paths.map((path) => basename(dirname(path))));
  expect(describeData(choice(folder))).toEqual({
    usable: true,
    counts: { train: 9, test: 3 },
    sentence: "Image folders: 3 classes, 9 images in train and 3 images in val.",
  });
});

test("the order is shuffled once and for all, and a limit keeps its beginning", async ({ folder }) => {
  await put(folder, { ...usual, "train/dog": 30, "train/ant": 30 });
  const whole = listImages(choice(folder), "train");
  expect(listImages(choice(folder), "train")).toEqual(whole);
  expect([...whole.labels]).not.toEqual([...whole.labels].sort());
  // Half of 30 + 30 + 2 pictures.
  expect([...listImages({ ...choice(folder), share: 0.5 }, "train").labels]).toEqual([...whole.labels].slice(0, 31));
  const limited = listImages({ ...choice(folder), limit: 10 }, "train");
  expect(limited.paths).toEqual(whole.paths.slice(0, 10));
  expect(limited.labels).toEqual(whole.labels.slice(0, 10));
});

test("folders that are no data set are refused in a sentence", async ({ folder }) => {
  const layout = "train/<class>/ and val/<class>/ (.jpeg, .jpg or .png files)";
  expect(refusal(folder)).toBe(`${join(folder, "train")} does not exist; a folder of images has ${layout}.`);
  await mkdir(join(folder, "train"));
  expect(refusal(folder)).toBe(`${folder} holds no classes: put the training images into ${layout}.`);
  await put(folder, { "train/ant": 1, "train/dog": 0 });
  expect(refusal(folder)).toBe(`${folder} has 2 classes, but the plan was made for 3.`);
  expect(refusal(folder, 2)).toBe(`${join(folder, "train", "dog")} holds no images (.jpeg, .jpg or .png).`);
  await put(folder, { "train/dog": 1 });
  expect(refusal(folder, 2)).toBe(`${join(folder, "val")} does not exist; a folder of images has ${layout}.`);
  await put(folder, { val: 2 });
  expect(refusal(folder, 2)).toBe(`${join(folder, "val")} holds no images: put them into ${layout}.`);
  await put(folder, { "val/cow": 1 });
  expect(refusal(folder, 2)).toBe(
    `${join(folder, "val", "cow")} is a class that ${join(folder, "train")} does not have.`,
  );
  await rm(join(folder, "train"), { recursive: true });
  await writeFile(join(folder, "train"), "");
  expect(refusal(folder)).toContain("train is a file, but a folder is needed");
});

test("pictures are decoded when a batch asks for them, and normalised channel by channel", async ({ folder }) => {
  await put(folder, usual);
  const decode = await decoder();
  const asked: string[] = [];
  const { train } = await loadDataset(choice(folder), "", undefined, (path) => {
    asked.push(path);
    return decode(path);
  });
  expect(asked).toEqual([]);
  const batch = fillBatch(train, Uint32Array.of(4, 2), imagenet.normalisation, undefined, new Float32Array(2 * 768));
  expect(asked).toEqual("paths" in train ? [train.paths[4], train.paths[2]] : []);
  const [red, blue] = [imageBytes(train, 2)[17]!, imageBytes(train, 2)[512 + 17]!];
  expect(batch[768 + 17]).toBeCloseTo((red / 255 - 0.485) / 0.229, 5);
  expect(batch[768 + 512 + 17]).toBeCloseTo((blue / 255 - 0.406) / 0.225, 5);
});

test("what happens to a picture depends on seed, epoch and its number alone", async ({ folder }) => {
  await put(folder, usual);
  const files = imageFiles(choice(folder), "train", await decoder());
  const batch = (indices: readonly number[], changes: Partial<Augmentation>) => {
    const augmentation: Augmentation = { augment: ["crop"], padding: "zero", seed: 1, epoch: 0, ...changes };
    const buffer = new Float32Array(indices.length * 768);
    return [...fillBatch(files, Uint32Array.from(indices), imagenet.normalisation, augmentation, buffer)];
  };
  const alone = batch([3], {});
  expect(batch([0, 3], {}).slice(768)).toEqual(alone);
  for (const changed of [batch([2], {}), batch([3], { epoch: 1 }), batch([3], { seed: 2 })]) {
    expect(changed).not.toEqual(alone);
  }
  // Half of the pictures are mirrored, and their parts stay where they were.
  const mirrored = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => {
    const [plain, flipped] = [batch([index], {}), batch([index], { augment: ["crop", "flip"] })];
    const turned = plain.map((_, at) => plain[Math.floor(at / 16) * 16 + 15 - (at % 16)]);
    expect([plain, turned]).toContainEqual(flipped);
    return flipped[0] !== plain[0];
  });
  expect(new Set(mirrored).size).toBe(2);
});
