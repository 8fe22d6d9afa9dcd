import { CheckpointError } from "../checkpoint/checkpointError";
import type { CheckpointTensor } from "../checkpoint/format";
import { checkpointFormats } from "../checkpoint/formats";
import { inspectCheckpoint } from "../checkpoint/inspect";
import { withCheckpoint } from "../checkpoint/open";
import type { FileDifference } from "../core/inspect/inspection";
import type { InspectorAnswer, InspectorRequest } from "../core/inspect/inspector";
import { type Layer, layersIn } from "../core/inspect/layers";
import { maskDifference, maskOverlap } from "../core/inspect/maskDifference";
import { type MaskImage, maskImage } from "../core/inspect/maskImage";
import { type Picture, type PicturePart, type PictureRequest, shareBytes } from "../core/inspect/picture";
import { wholeOf } from "../core/inspect/window";
import { ioReason } from "../core/ioFault";
import { sizeOf } from "../core/model/graph";

type Send = (answer: InspectorAnswer) => void;

type OnRead = (done: number, total: number) => void;

type FileLayer = Layer<CheckpointTensor>;

/** Answers one request; a file that cannot be used is an answer too. */
export async function answerTo(request: InspectorRequest, send: Send): Promise<void> {
  const { call, path } = request;
  const onRead = progressTo(send, call);
  try {
    switch (request.kind) {
      case "inspect": {
        const { format, ...found } = await inspectCheckpoint(path, onRead);
        send({ kind: "inspect", call, result: { ...found, format: checkpointFormats[format].title } });
        return;
      }
      case "draw":
        send({ kind: "draw", call, result: await draw(path, request.second, request.picture) });
        return;
      case "compare":
        send({ kind: "compare", call, result: await compare(path, request.second, onRead) });
        return;
    }
  } catch (error) {
    const place = error instanceof Error && "path" in error ? String(error.path) : path;
    const reason = error instanceof CheckpointError ? error.message : `${place} cannot be read: ${ioReason(error)}.`;
    send({ kind: "refused", call, reason });
  }
}

/** Told at most a hundred times. */
function progressTo(send: Send, call: number): OnRead {
  let told = 0;
  return (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (percent <= told) return;
    told = percent;
    send({ kind: "progress", call, done, total });
  };
}

function draw(path: string, second: string | undefined, asked: PictureRequest): Promise<Picture> {
  return withCheckpoint(path, async ({ tensors }) => {
    const layer = layersIn(tensors).find(({ name }) => name === asked.layer);
    if (layer === undefined) throw new CheckpointError(`it holds no layer ${asked.layer}`);
    const { weight } = layer;
    const alone = async () => pictureOf(asked, { kept: await maskImage(weight, flagsOf(layer), asked) });
    if (second === undefined) return alone();
    return withCheckpoint(second, async (other) => {
      const twin = twinOf(layer, layersIn(other.tensors));
      if (twin === undefined) return alone();
      const { images } = await maskDifference(weight, flagsOf(layer), flagsOf(twin), asked);
      return pictureOf(asked, images);
    });
  });
}

function compare(path: string, second: string, onRead: OnRead): Promise<FileDifference> {
  return withCheckpoint(path, ({ tensors }) =>
    withCheckpoint(second, async (other) => {
      const [ours, theirs] = [layersIn(tensors), layersIn(other.tensors)];
      const total = ours.reduce((sum, { weight }) => sum + sizeOf(weight.shape), 0);
      const layers: FileDifference["layers"][number][] = [];
      let done = 0;
      for (const layer of ours) {
        const { name } = layer;
        const twin = twinOf(layer, theirs);
        if (twin === undefined) layers.push({ name });
        else {
          const { counts, overlap } = await maskOverlap(flagsOf(layer), flagsOf(twin));
          layers.push({ name, counts, overlap });
        }
        onRead((done += sizeOf(layer.weight.shape)), total);
      }
      const names = new Set(ours.map(({ name }) => name));
      return { layers, others: theirs.filter(({ name }) => !names.has(name)).length };
    }),
  );
}

/** The layer of the same name, where it can be laid over ours entry by entry. */
function twinOf({ name, weight }: FileLayer, others: readonly FileLayer[]): FileLayer | undefined {
  const key = ({ shape, order = "row", axes = { output: 0, input: 1 } }: CheckpointTensor) =>
    JSON.stringify([shape, order, axes.output, axes.input]);
  return others.find((other) => other.name === name && key(other.weight) === key(weight));
}

function flagsOf({ weight, mask }: FileLayer) {
  return (mask ?? weight).flags();
}

function pictureOf(
  { layer, window }: PictureRequest,
  images: Readonly<Partial<Record<PicturePart, MaskImage>>>,
): Picture {
  const planes = (Object.keys(images) as PicturePart[]).map((part) => {
    return { part, shares: Buffer.from(shareBytes(images[part]!.shares)).toString("base64") };
  });
  const { width, height, rows, columns } = Object.values(images)[0]!;
  return { ...{ layer, width, height, rows, columns, planes }, window: window ?? wholeOf({ rows, columns }) };
}
