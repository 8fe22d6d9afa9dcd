import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inspectCheckpoint } from "../../src/checkpoint/inspect";
import { newFolder, sparse } from "./sparse";

const folder = newFolder();
const runs = join(folder, ".sparse");
const python = process.env.PYTHON ?? "python3";

const tiny = `version: 1
model: cifar_resnet_8_4
data: { format: builtin, seed: 1, train: 50, test: 20 }
prune: { scheme: erk, density: 0.3 }
train: { epochs: 1, batch: 16 }
dense: false
`;

beforeAll(() => {
  const file = join(folder, "tiny.sparse.yaml");
  writeFileSync(file, tiny);
  expect(sparse("run", file, "--out", runs).code).toBe(0);
});

function exportTo(name: string): { readonly file: string; readonly out: string } {
  const file = join(folder, name);
  const { code, out, err } = sparse("export", "cifar_resnet_8_4-erk", "--out", file, "--runs", runs);
  expect([code, err]).toEqual([0, ""]);
  return { file, out };
}

/** Whether Python has a package. */
function has(name: string): boolean {
  return spawnSync(python, ["-c", `import ${name}`]).status === 0;
}

test("both kinds of file hold the same weights and masks, and what inspect sees of the run", async () => {
  const [npz, safetensors] = [exportTo("w.npz").file, exportTo("w.safetensors").file];
  const { layers, total } = await inspectCheckpoint(safetensors);
  // The first convolution, two in each of three blocks, two shortcuts and the classifier.
  expect(layers).toHaveLength(10);
  const npzLayers = await inspectCheckpoint(npz);
  expect(npzLayers.layers).toEqual(layers);
  // ERK keeps exactly round(0.3 · size) of all weights.
  expect(total.kept).toBe(Math.round(0.3 * total.size));
});

/** A network of any names and shapes, as a model that PyTorch loads into; the same numbers must come out. */
const model = `
import torch
def model_of(tensors):
    root = torch.nn.Module()
    for name, tensor in tensors.items():
        if name.endswith(".mask"):
            continue
        *path, last = name.split(".")
        module = root
        for part in path:
            if not hasattr(module, part):
                module.add_module(part, torch.nn.Module())
            module = getattr(module, part)
        module.register_buffer(last, torch.zeros(tensor.shape))
    return root
`;

test.each([
  ["safetensors", ["torch", "safetensors"]],
  ["npz", ["torch"]],
] as const)("the printed lines load the %s file into PyTorch", (format, packages) => {
  const { out } = exportTo(`torch.${format}`);
  if (!packages.every(has)) {
    console.log(`Not tried: ${python} has no ${packages.join(" or no ")}; name another by PYTHON.`);
    return;
  }
  // The lines end by loading into "model"; it is made of their own names before.
  const lines = out.trimEnd().split("\n");
  const script = [
    model,
    ...lines.slice(0, -1),
    "model = model_of(tensors)",
    lines.at(-1)!,
    "state = model.state_dict()",
    "assert len(masks) > 0 and all(mask.dtype == torch.bool for mask in masks.values())",
    "assert all((state[name][~mask] == 0).all() for name, mask in masks.items())",
    "print(sum(int(mask.sum()) for mask in masks.values()), float(sum(t.abs().sum() for t in state.values())) > 0)",
  ].join("\n");
  const { stdout, stderr } = spawnSync(python, ["-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^\d+ True\n$/);
});

test("numpy reads the npz file as it is meant", async () => {
  const { file } = exportTo("numpy.npz");
  if (!has("numpy")) {
    console.log(`Not tried: ${python} has no numpy; name another by PYTHON.`);
    return;
  }
  const script = `
import json, numpy
file = numpy.load(${JSON.stringify(file)})
print(json.dumps({n: [list(a.shape), str(a.dtype), int((a != 0).sum())] for n, a in file.items()}))`;
  const { stdout, stderr } = spawnSync(python, ["-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  const arrays = JSON.parse(stdout) as Record<string, readonly unknown[]>;
  const { layers } = await inspectCheckpoint(file);
  for (const { name, shape, kept, size } of layers) {
    expect(arrays[name]?.slice(0, 2), name).toEqual([shape, "float32"]);
    if (kept < size) expect(arrays[`${name}.mask`], name).toEqual([shape, "uint8", kept]);
  }
});

test.each([
  [
    "another kind of file",
    ["cifar_resnet_8_4-erk", "--out", "w.pt"],
    /^--out is w\.pt, but must be a file that ends in \.safetensors or/,
  ],
  [
    "a folder that is not there",
    ["cifar_resnet_8_4-erk", "--out", join(folder, "no", "w.npz")],
    /cannot be written: there is no such/,
  ],
  ["an unknown run", ["nothing", "--out", join(folder, "x.npz")], /No run is called "nothing"/],
  [
    "an unknown epoch",
    ["cifar_resnet_8_4-erk", "--out", join(folder, "x.npz"), "--epoch", "first"],
    /--epoch is first, but must be last or best/,
  ],
])("%s is one clear sentence and exit code 2", (_, words, message) => {
  const { code, out, err } = sparse("export", ...words, "--runs", runs);
  expect(err.trim()).toMatch(message);
  expect([code, out]).toEqual([2, ""]);
  expect(existsSync(join(folder, "x.npz"))).toBe(false);
});
