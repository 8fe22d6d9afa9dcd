import { expect, test } from "vitest";
import { readOptions } from "../../bench/settings";

test("the full run measures both widths at all densities, the quick one a part of it", () => {
  expect(readOptions([])).toMatchObject({
    out: "out/reports",
    settings: {
      networks: [{ name: "cifar_resnet_20" }, { name: "cifar_resnet_20_64" }],
      densities: [1, 0.5, 0.2, 0.1, 0.05, 0.02],
      batch: 64,
    },
  });
  expect(readOptions(["--quick", "--out", "here"])).toMatchObject({
    out: "here",
    settings: { networks: [{ name: "cifar_resnet_20" }], densities: [1, 0.1, 0.02] },
  });
});

test("an option that there is not is named, with those that there are", () => {
  const known = "Known options: --quick, and --out with the folder for the JSON file.";
  expect(readOptions(["--fast"])).toEqual({ fault: `Unknown option '--fast'. ${known}` });
  expect(readOptions(["later"])).toEqual({ fault: expect.stringContaining(known) as unknown });
});
