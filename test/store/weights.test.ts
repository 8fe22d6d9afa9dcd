import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Graph, buffers, parameters, sizeOf } from "../../src/core/model/graph";
import { preset } from "../../src/core/model/presets";
import { readSafetensors } from "../../src/store/safetensors";
import { readWeights } from "../../src/store/weights";

const graph = preset("cifar_resnet_8_4", { classes: 10 })!;

interface Written {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A safetensors file as the format's description says, by none of our own code. */
function written(tensors: Readonly<Record<string, Written>>): string {
  let offset = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
      const entry = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
      offset += bytes.length;
      return [name, entry];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const path = join(mkdtempSync(join(tmpdir(), "sparse-weights-")), "w.safetensors");
  writeFileSync(path, Buffer.concat([length, text, ...Object.values(tensors).map(({ bytes }) => bytes)]));
  return path;
}

const bytesOf = (values: Float32Array | Float64Array | Uint16Array | BigInt64Array) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** All of a network's tensors, each number one above its place; every third of the first weight is zero. */
function network(of: Graph, change: (name: string) => Written | undefined = () => undefined): Record<string, Written> {
  const all = [...parameters(of), ...buffers(of)].map(({ name, shape }): [string, Written] => {
    const values = Float32Array.from({ length: sizeOf(shape) }, (_, at) =>
      name === "conv.weight" && at % 3 === 0 ? 0 : at + 1,
    );
    return [name, change(name) ?? { dtype: "F32", shape, bytes: bytesOf(values) }];
  });
  return Object.fromEntries(all);
}

test("weights, buffers and masks of zeros come from a file with PyTorch's names", async () => {
  const counted = { dtype: "I64", shape: [], bytes: bytesOf(BigInt64Array.of(7n)) };
  const path = written({ ...network(graph), "bn.num_batches_tracked": counted });
  const weights = await readWeights(path, graph, "last");
  expect([...weights.parameters.get("fc.bias")!]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect([...weights.buffers.get("bn.running_var")!]).toEqual([1, 2, 3, 4]);
  expect([...weights.masks.keys()]).toEqual(["conv.weight"]);
  expect([...weights.masks.get("conv.weight")!.subarray(0, 6)]).toEqual([0, 1, 1, 0, 1, 1]);
  expect(weights.converted).toEqual([]);
});

test("other number types become F32, and are named", async () => {
  const half = Uint16Array.from({ length: 10 }, () => 0xb800);
  const path = written(
    network(graph, (name) => (name === "fc.bias" ? { dtype: "F16", shape: [10], bytes: bytesOf(half) } : undefined)),
  );
  const { parameters: read, converted } = await readWeights(path, graph, "last");
  expect(read.get("fc.bias")![0]).toBe(-0.5);
  expect(converted).toEqual(["F16"]);
});

test("every number type is read by its bits", async () => {
  // Half precision: sign, five bits of exponent less 15, ten of fraction; bfloat16 is the upper half of a float32.
  const { tensors } = await readSafetensors(
    written({
      half: {
        dtype: "F16",
        shape: [6],
        bytes: bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x7c00, 0x7e00)),
      },
      brain: { dtype: "BF16", shape: [3], bytes: bytesOf(Uint16Array.of(0x3f80, 0xc000, 0x4049)) },
      double: { dtype: "F64", shape: [2], bytes: bytesOf(Float64Array.of(0.1, -3)) },
      whole: { dtype: "I64", shape: [1], bytes: bytesOf(BigInt64Array.of(-5n)) },
    }),
  );
  expect([...tensors.get("half")!.data]).toEqual([1, -2, 1365 / 4096, 2 ** -24, Infinity, NaN]);
  expect([...tensors.get("brain")!.data]).toEqual([1, -2, 3.140625]);
  expect([...tensors.get("double")!.data]).toEqual([Math.fround(0.1), -3]);
  expect([...tensors.get("whole")!.data]).toEqual([-5]);
});

test("what does not fit is one sentence that names it", async () => {
  const short = Object.fromEntries(Object.entries(network(graph)).filter(([name]) => name !== "bn.bias"));
  const extra = { dtype: "F32", shape: [1], bytes: bytesOf(Float32Array.of(1)) };
  await expect(readWeights(written({ ...short, head: extra }), graph, "last")).rejects.toThrow(
    /does not fit cifar_resnet_8_4: bn\.bias is missing, and the network has no head\.$/,
  );
  await expect(readWeights(written(network(graph)), graph, "best")).rejects.toThrow(/no weights of a best epoch/);
  const wild = { dtype: "F32", shape: [10], bytes: bytesOf(new Float32Array(10).fill(NaN)) };
  const path = written(network(graph, (name) => (name === "fc.bias" ? wild : undefined)));
  await expect(readWeights(path, graph, "last")).rejects.toThrow(
    /numbers in fc\.bias that are infinite or not a number/,
  );
  const odd = { dtype: "F8_E4M3", shape: [1], bytes: Uint8Array.of(1) };
  await expect(readSafetensors(written({ odd }))).rejects.toThrow(/tensor "odd" has numbers of type F8_E4M3/);
});
