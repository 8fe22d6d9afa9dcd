import { expect, test } from "vitest";
import { readOptions } from "../../bench/settings";

test("the full run measures both widths at all densities and ImageNet's shapes, the quick one a part of it", () => {
  expect(readOptions([])).toMatchObject({
    ...{ do: "measure", out: "out/reports", nodes: [] },
    settings: {
      networks: [
        { name: "cifar_resnet_20", batch: 64, densities: [1, 0.5, 0.2, 0.1, 0.05, 0.02] },
        { name: "cifar_resnet_20_64", batch: 64, densities: [1, 0.5, 0.2, 0.1, 0.05, 0.02] },
        { name: "resnet50", batch: 8, densities: [0.1] },
      ],
    },
  });
  expect(readOptions(["--quick", "--out", "here", "--node", "a", "--node", "b"])).toMatchObject({
    ...{ out: "here", nodes: ["a", "b"] },
    settings: { networks: [{ name: "cifar_resnet_20", densities: [1, 0.1, 0.02] }] },
  });
});

test("networks, densities, rounds and threads can be chosen", () => {
  const args = ["--networks", "resnet50,cifar_resnet_8", "--densities", "0.5,0.1", "--rounds", "1", "--threads", "3"];
  expect(readOptions(args)).toMatchObject({
    settings: {
      threads: [3],
      networks: [
        { name: "resnet50", batch: 8, densities: [0.5, 0.1], elsewhere: [0.5, 0.1], rounds: 1 },
        { name: "cifar_resnet_8", batch: 64, densities: [0.5, 0.1], rounds: 1 },
      ],
    },
  });
});

test("the README's part is written from a file without measuring", () => {
  expect(readOptions(["--readme", "docs/benchmark.json"])).toEqual({ do: "readme", file: "docs/benchmark.json" });
});

test.each([
  [["--runs", "many"], '--runs has "many", but takes numbers above 0 and up to 100000. Known options:'],
  [
    ["--fast"],
    "Unknown option '--fast'. Known options: --quick, --language, --page, --browser, --runs, --out, --networks,",
  ],
  [["later"], "Known options: --quick"],
  [["--networks", "resnet7"], 'No preset is called "resnet7". Known options:'],
  [["--densities", "1,2"], '--densities has "2", but takes numbers above 0 and up to 1. Known options:'],
  [["--rounds", "1.5"], '--rounds has "1.5", but takes whole numbers. Known'],
  [["--rounds", "many"], '--rounds has "many", but takes numbers above 0'],
])("%j is refused with a reason and what there is", (args, fault) => {
  expect(readOptions(args)).toEqual({ fault: expect.stringContaining(fault) as unknown });
});
