/**
 * The initializers of an ONNX model: which bytes are their numbers, and which of their axes are outputs.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto for the numbers of the fields
 */
import { elementTypes, nonZero } from "../core/inspect/elements";
import type { WeightAxes } from "../core/inspect/tensor";
import { sizeOf } from "../core/model/graph";
import { CheckpointError } from "./checkpointError";
import type { CheckpointFormat, CheckpointTensor, Surroundings } from "./format";
import { type Field, fieldsOf, packedNumbers, textOf } from "./protobuf";
import { blocksOf, type ByteSource } from "./source";

export const onnx: CheckpointFormat = {
  title: "ONNX",
  extensions: [".onnx"],
  open: (source, { beside }) => Promise.resolve(initializers(source, beside)),
};

const model = { graph: 7 };
const graph = { node: 1, initializer: 5 };
const node = { input: 1, operation: 4, attribute: 5 };
const attribute = { name: 1, integer: 3 };
const tensor = { dims: 1, type: 2, floats: 4, name: 8, raw: 9, doubles: 10, external: 13 };

const types: Readonly<Record<number, string>> = {
  ...{ 1: "F32", 2: "U8", 3: "I8", 4: "U16", 5: "I16", 6: "I32", 7: "I64", 9: "BOOL", 10: "F16", 11: "F64" },
  ...{ 12: "U32", 13: "U64", 16: "BF16", 17: "F8_E4M3", 19: "F8_E5M2" },
};

const mostDimensions = 64;

interface Initializer {
  name: string;
  readonly shape: number[];
  dtype: string;
  /** Where its numbers stand, as in memory. */
  numbers?: Field;
  /** Or in another file: its name under `location`, and their place in it. */
  elsewhere: Map<string, string> | undefined;
}

function initializers(source: ByteSource, beside: Surroundings["beside"]): CheckpointTensor[] {
  const found: Initializer[] = [];
  const axes = new Map<string, (dimensions: number) => WeightAxes>();
  let isModel = false;
  for (const part of fieldsOf(source, 0, source.size)) {
    if (part.number !== model.graph) continue;
    isModel = true;
    for (const field of fieldsOf(source, part.start, part.end)) {
      if (field.number === graph.initializer) found.push(readInitializer(source, field));
      if (field.number === graph.node) for (const [name, of] of weightsOf(source, field)) axes.set(name, of);
    }
  }
  if (!isModel) throw new CheckpointError("onnx.graph");
  return found.map((initializer) => {
    const { name, shape, dtype } = initializer;
    const own = shape.length >= 2 ? axes.get(name)?.(shape.length) : undefined;
    return { ...{ name, shape, dtype }, ...(own && { axes: own }), flags: () => flagsOf(initializer, source, beside) };
  });
}

function readInitializer(source: ByteSource, message: Field): Initializer {
  const found: Initializer = { name: "", shape: [], dtype: "unknown", elsewhere: undefined };
  for (const field of fieldsOf(source, message.start, message.end)) {
    if (field.number === tensor.name) found.name = textOf(source, field);
    if (field.number === tensor.type) found.dtype = types[field.value] ?? `ONNX ${field.value}`;
    if (field.number === tensor.external) {
      found.elsewhere ??= new Map();
      if (found.elsewhere.size < 16) found.elsewhere.set(...entryOf(source, field));
    }
    if ([tensor.raw, tensor.floats, tensor.doubles].includes(field.number)) found.numbers = field;
    if (field.number === tensor.dims) {
      // A length of several bytes: older writers give each extent a field of its own.
      const extents = field.end > field.start && field.value === 0 ? packedNumbers(source, field) : [field.value];
      for (const extent of extents) if (found.shape.push(extent) > mostDimensions) break;
    }
  }
  const { name, shape } = found;
  const bad = shape.find((extent) => !Number.isSafeInteger(extent));
  if (bad !== undefined) throw new CheckpointError("onnx.extent", { name });
  if (shape.length > mostDimensions) throw new CheckpointError("onnx.dimensions", { name, most: mostDimensions });
  return found;
}

function* flagsOf(initializer: Initializer, own: ByteSource, beside: Surroundings["beside"]) {
  const { name, shape, dtype, elsewhere } = initializer;
  const type = elementTypes.get(dtype)!;
  const wanted = sizeOf(shape) * type.width;
  const source = elsewhere === undefined ? own : beside(elsewhere.get("location") ?? "");
  const { start, end } = elsewhere === undefined ? (initializer.numbers ?? nothing) : stretchOf(elsewhere, wanted);
  const bytes = Math.max(0, Math.min(end, source.size) - start);
  if (bytes !== wanted) {
    throw new CheckpointError("onnx.size", { name, shape: shape.join("×"), type: dtype, bytes });
  }
  for (const block of blocksOf(source, start, end, type.width)) yield nonZero(block, type);
}

const nothing = { start: 0, end: 0 };

/** Where numbers stand in another file; all the rest of it where it does not say their length. */
function stretchOf(elsewhere: ReadonlyMap<string, string>, wanted: number): { start: number; end: number } {
  const [start, length] = [Number(elsewhere.get("offset") ?? 0), Number(elsewhere.get("length") ?? wanted)];
  return Number.isSafeInteger(start) && start >= 0 && Number.isSafeInteger(length) && length >= 0
    ? { start, end: start + length }
    : nothing;
}

/** A key and its value, both texts. */
function entryOf(source: ByteSource, message: Field): [string, string] {
  const entry: [string, string] = ["", ""];
  for (const field of fieldsOf(source, message.start, message.end)) {
    if (field.number === 1 || field.number === 2) entry[field.number - 1] = textOf(source, field);
  }
  return entry;
}

/** Which of a node's inputs are weights, and where their outputs and inputs are. */
function weightsOf(source: ByteSource, message: Field): [string, (dimensions: number) => WeightAxes][] {
  const inputs: string[] = [];
  let operation = "";
  let transposed = false;
  for (const field of fieldsOf(source, message.start, message.end)) {
    if (field.number === node.input && inputs.length < 2) inputs.push(textOf(source, field));
    if (field.number === node.operation) operation = textOf(source, field);
    if (field.number === node.attribute) transposed ||= isTransposed(source, field);
  }
  const weight = inputs[1];
  if (weight === undefined) return [];
  if (operation === "ConvTranspose" || (operation === "Gemm" && !transposed)) {
    return [[weight, () => ({ output: 1, input: 0 })]];
  }
  if (operation === "MatMul") return [[weight, (count) => ({ output: count - 1, input: count - 2 })]];
  return [];
}

/** Whether an attribute is `transB = 1`. */
function isTransposed(source: ByteSource, message: Field): boolean {
  let name = "";
  let value = 0;
  for (const field of fieldsOf(source, message.start, message.end)) {
    if (field.number === attribute.name) name = textOf(source, field);
    if (field.number === attribute.integer) value = field.value;
  }
  return name === "transB" && value === 1;
}
