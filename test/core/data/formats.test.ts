import { expect, test } from "vitest";
import { fileFormats, fixedFormats } from "../../../src/core/data/formats";

test.each(Object.entries(fixedFormats))(
  "%s has a name for every class and statistics for every channel",
  (_, format) => {
    expect(new Set(format.classNames).size).toBe(format.classes);
    expect(format.normalisation.mean.length).toBe(format.shape[0]);
    expect(format.normalisation.std.length).toBe(format.shape[0]);
  },
);

test("the fine classes of CIFAR-100 are in alphabetical order", () => {
  expect(fixedFormats.cifar100.classNames).toEqual([...fixedFormats.cifar100.classNames].sort());
});

test("every file format names its official address and has files of both splits", () => {
  for (const format of Object.values(fileFormats)) {
    expect(format.source).toMatch(/https?:\/\//);
    expect(new Set(format.files.map(({ split }) => split))).toEqual(new Set(["train", "test"]));
  }
});
