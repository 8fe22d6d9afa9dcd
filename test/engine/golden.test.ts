import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readGolden, replay, type GoldenTraining } from "../../src/core/training/replay";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { assets } from "./assets";

const files = ["train_resnet8_w4.json", "train_resnet8_w6_odd.json"];

for (const file of files) {
  for (const module of ["relaxed", "simd128"] as const) {
    for (const threads of [1, 2, 3]) {
      test(`${file} comes out as PyTorch has it with ${module} kernels on ${threads} threads`, async () => {
        const result = await replay(golden(file), sparseEngine({ assets, module }), threads);
        expect(result, JSON.stringify(result)).toMatchObject({ ok: true, tolerance: 1e-5 });
      });
    }
  }
}

test("a deviation in any of the expected numbers is found", async () => {
  const { file, graph } = golden(files[0]!);
  const { expect: wanted } = file;
  const bent = <Tensor extends { data: number[] }>(tensor: Tensor): Tensor => {
    const [first = 0, ...others] = tensor.data;
    return { ...tensor, data: [first + 1, ...others] };
  };
  const changes = {
    losses: { losses: wanted.losses.map((loss) => loss * 1.001) },
    keptGradientNorm: { keptGradientNorm: wanted.keptGradientNorm.map((norm) => norm * 1.001) },
    finalParams: { finalParams: { ...wanted.finalParams, "fc.bias": bent(wanted.finalParams["fc.bias"]!) } },
    finalBuffers: {
      finalBuffers: { ...wanted.finalBuffers, "bn.running_var": bent(wanted.finalBuffers["bn.running_var"]!) },
    },
    evalLogits: { evalLogits: bent(wanted.evalLogits) },
    inputGradient: { inputGradient: bent(wanted.inputGradient) },
  };
  for (const [name, change] of Object.entries(changes)) {
    const training = { graph, file: { ...file, expect: { ...wanted, ...change } } };
    const { ok, maxError } = await replay(training, sparseEngine({ assets }), 1);
    expect(ok).toBe(false);
    const off = Object.entries(maxError).flatMap(([key, error]) => (error > 1e-5 ? [key] : []));
    expect(off).toEqual([name]);
  }
  const counts = { ...wanted, correct: wanted.correct.map((count) => count + 1) };
  const counted = await replay({ graph, file: { ...file, expect: counts } }, sparseEngine({ assets }), 1);
  expect(counted.ok).toBe(false);
});

test("a file that cannot be replayed says why in one sentence", () => {
  const { file } = golden(files[0]!);
  const cases: [unknown, string][] = [
    [null, "This is no golden training file: it must be object."],
    [{ ...file, batch: undefined }, "This is no golden training file: batch must be integer."],
    [{ ...file, model: "resnet7" }, 'The file trains "resnet7", but no preset has that name.'],
    [{ ...file, batch: 7 }, "The file's 30 rows are no whole number of batches of 7."],
    [{ ...file, classes: 3 }, "A label is"],
    [{ ...file, params: {} }, "conv.weight is missing in params."],
    [{ ...file, input: [3, 9, 9] }, "x in the file has shape 30×3×8×8, but must have 30×3×9×9."],
    [{ ...file, masks: { "bn.weight": file.params["bn.weight"] } }, "There is a mask for bn.weight, but"],
    [{ ...file, masks: { "fc.weight": { shape: [10, 16], data: [0.5] } } }, "holds other values than 0 (pruned)"],
    [{ ...file, optimizer: { ...file.optimizer, lr: [0.1] } }, "expect.losses has 12 numbers, but optimizer.lr has 1."],
  ];
  for (const [json, fault] of cases)
    expect(readGolden(json)).toEqual({ fault: expect.stringContaining(fault) as unknown });
});

function golden(file: string): GoldenTraining {
  const read = readGolden(JSON.parse(readFileSync(`test/golden/${file}`, "utf8")));
  if ("fault" in read) throw new Error(read.fault);
  return read;
}
