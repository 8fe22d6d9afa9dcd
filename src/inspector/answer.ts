import { UnusableCheckpoint } from "../checkpoint/checkpointError";
import { checkpointFormats } from "../checkpoint/formats";
import { inspectCheckpoint } from "../checkpoint/inspect";
import { withCheckpoint } from "../checkpoint/open";
import { fault } from "../core/fault/fault";
import type { FileDifference } from "../core/inspect/inspection";
import type { InspectorAnswer, InspectorRequest } from "../core/inspect/inspector";
import { layersIn } from "../core/inspect/layers";
import { maskOverlap } from "../core/inspect/maskDifference";
import { ioFault } from "../core/ioFault";
import { sizeOf } from "../core/model/graph";
import { type Draw, drawer } from "./draw";
import { laidOver, orderMatters, pairsOf } from "./pairs";

type Send = (answer: InspectorAnswer) => void;

type OnRead = (done: number, total: number) => void;

/** Answers one request after the other; a file that cannot be used is an answer too. */
export function answerer(): (request: InspectorRequest, send: Send) => Promise<void> {
  const draw = drawer();
  return (request, send) => answerTo(request, send, draw);
}

async function answerTo(request: InspectorRequest, send: Send, draw: Draw): Promise<void> {
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
    const file = error instanceof Error && "path" in error ? String(error.path) : path;
    const unreadable = () => ({ ...fault("unreadable", { file }), why: ioFault(error) });
    send({ kind: "refused", call, refusal: error instanceof UnusableCheckpoint ? error.refusal : unreadable() });
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

function compare(path: string, second: string, onRead: OnRead): Promise<FileDifference> {
  return withCheckpoint(path, (file) =>
    withCheckpoint(second, async (other) => {
      const [ours, theirs] = [layersIn(file.tensors), layersIn(other.tensors)];
      const pairs = pairsOf(ours, theirs);
      const total = ours.reduce((sum, { weight }) => sum + sizeOf(weight.shape), 0);
      const layers: FileDifference["layers"][number][] = [];
      let done = 0;
      for (const layer of ours) {
        const { name } = layer;
        const twin = pairs.get(layer);
        if (twin === undefined) layers.push({ name });
        else {
          const masks = laidOver(layer, twin);
          const { counts, overlap } = await maskOverlap(masks.first, masks.second);
          layers.push({ name, counts, overlap, ...(twin.name !== name && { twin: twin.name }) });
        }
        onRead((done += sizeOf(layer.weight.shape)), total);
      }
      const [first, last] = [checkpointFormats[file.format].assumes, checkpointFormats[other.format].assumes];
      const assumed = orderMatters(ours, theirs) ? { ...(first && { first }), ...(last && { second: last }) } : {};
      const known = new Set([...ours, ...pairs.values()].map(({ name }) => name));
      return { layers, others: theirs.filter(({ name }) => !known.has(name)).length, assumed };
    }),
  );
}
