import { expect, test } from "vitest";
import { layersIn } from "../../../src/core/inspect/layers";

const tensor = (name: string, shape: readonly number[] = [4, 3], dtype = "F32") => ({ name, shape, dtype });

function layers(...tensors: readonly ReturnType<typeof tensor>[]): readonly (readonly string[])[] {
  return layersIn(tensors).map(({ name, weight, mask }) => [name, weight.name, ...(mask ? [mask.name] : [])]);
}

test("weights of two and more dimensions are layers; biases, batch norm and tables of indices are not", () => {
  const found = layers(
    tensor("conv.weight", [8, 3, 3, 3]),
    tensor("conv.bias", [8]),
    tensor("bn.running_mean", [8]),
    tensor("bn.num_batches_tracked", [], "I64"),
    tensor("positions", [1, 512], "I64"),
    tensor("fc.weight", [10, 8], "I8"),
  );
  expect(found).toEqual([
    ["conv.weight", "conv.weight"],
    ["fc.weight", "fc.weight"],
  ]);
});

test.each([
  ["a checkpoint of ours", "fc.weight", "mask/fc.weight", "fc.weight"],
  ["an export of ours", "fc.weight", "fc.weight.mask", "fc.weight"],
  ["a suffix", "fc.weight", "fc.weight_mask", "fc.weight"],
  ["torch.nn.utils.prune", "fc.weight_orig", "fc.weight_mask", "fc.weight"],
])("a mask is known by its name: %s", (_, weight, mask, name) => {
  expect(layers(tensor(weight), tensor(mask, [4, 3], "U8"))).toEqual([[name, weight, mask]]);
});

test("a mask of another shape is no mask of the weight", () => {
  expect(layers(tensor("a"), tensor("a.mask", [3, 4], "U8"))).toEqual([
    ["a", "a"],
    ["a.mask", "a.mask"],
  ]);
});

test("what the optimizer and the best epoch keep of a weight is not counted again", () => {
  const found = layers(
    tensor("fc.weight"),
    tensor("momentum/fc.weight"),
    tensor("best/fc.weight"),
    tensor("optimizer/vars/3"),
    // Its own, as nothing else is called "head".
    tensor("best/head"),
  );
  expect(found.map(([name]) => name)).toEqual(["fc.weight", "best/head"]);
});
