import { expect, test } from "vitest";
import { newExperimentText, purposes } from "../../../src/core/language/newExperiment";
import { readExperiment } from "../../../src/core/experiment/read";
import { machine } from "../experiment/examples";

const locales = ["en", "ja"] as const;

test("a new file has no problem, whatever it is to find out", () => {
  for (const purpose of purposes) {
    for (const locale of locales) {
      const text = newExperimentText({ purpose, model: "cifar_resnet_20_8", data: { format: "builtin" }, locale });
      expect([text, readExperiment(text, machine()).problems]).toEqual([text, []]);
    }
  }
});

test("every line says what it does", () => {
  const data = { format: "cifar10", path: './my "own" cifar' };
  const text = newExperimentText({ purpose: "densities", model: "cifar_resnet_20", data, locale: "en" });
  expect(text).toBe(`# How sparse can this network be before it falls behind its dense twin?
# Choose Run above the first line; a list where one value is expected is an axis of the grid.
version: 1
model: cifar_resnet_20 # a preset, ./net.model.yaml, ./model.json, or a family with depth and width
data: { format: cifar10, path: "./my \\"own\\" cifar" } # builtin, or the folder of a known data set
prune: { scheme: erk, density: [0.05, 0.1, 0.2, 0.5] } # which share of the weights is kept, and how the layers share it
evaluate: [accuracy, nll, ece] # what is measured on the test images
seeds: [1, 2, 3] # every network is trained once with each
dense: true # also train the dense twins to compare with
margin: 0.5 # points of accuracy that do not matter
`);
});
