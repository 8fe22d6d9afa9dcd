import { elementTypes, nonZero } from "../core/inspect/elements";
import { lengthFault, readHeader } from "../core/safetensorsHeader";
import { CheckpointError } from "./checkpointError";
import type { CheckpointFormat, CheckpointTensor } from "./format";
import { blockBytes, blocksOf, type ByteSource } from "./source";

export const safetensors: CheckpointFormat = {
  title: "safetensors",
  extensions: [".safetensors"],
  assumes: "PyTorch",
  open: (source) => Promise.resolve(tensorsOf(source)),
};

function tensorsOf(source: ByteSource): CheckpointTensor[] {
  if (source.size < 8) throw new CheckpointError("length.missing", { bytes: source.size });
  const lengthField = source.read(0, 8);
  const headerLength = Number(new DataView(lengthField.buffer).getBigUint64(0, true));
  const fault = lengthFault(headerLength, source.size);
  if (fault !== undefined) throw new CheckpointError(fault.id, fault.args);
  const body = 8 + headerLength;
  const header = readHeader(headerText(source, headerLength), source.size - body);
  if ("id" in header) throw new CheckpointError(header.id, header.args);
  return header.tensors.map(({ name, dtype, shape, start, end }) => {
    const type = elementTypes.get(dtype)!;
    return {
      ...{ name, dtype, shape },
      *flags() {
        for (const block of blocksOf(source, body + start, body + end, type.width)) yield nonZero(block, type);
      },
    };
  });
}

function headerText(source: ByteSource, length: number): string {
  const decoder = new TextDecoder();
  let text = "";
  for (let at = 0; at < length; at += blockBytes) {
    text += decoder.decode(source.read(8 + at, Math.min(blockBytes, length - at)), { stream: true });
  }
  return text + decoder.decode();
}
