/** Real TensorFlow, as scripts/tensorflow.mjs has built it. */
import { existsSync, readFileSync } from "node:fs";
import { isRecord } from "../../../src/core/record";
import { tfjsEngine } from "../../../src/engine/tfjs/engine";
import { loadTensorFlow } from "../../../src/engine/tfjs/tensorflow";

const file = "out/machine.json";

/** Its folder; none where the machine cannot build it, as `npm test` says in a line. */
export const tensorflowFolder = placeIn(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);

export const tensorflowEngine = tfjsEngine({
  id: "tensorflow",
  load: (threads) => loadTensorFlow({ id: "tensorflow", folders: [tensorflowFolder ?? ""], threads }),
});

function placeIn(machine: unknown): string | undefined {
  return isRecord(machine) && typeof machine.tensorflow === "string" ? machine.tensorflow : undefined;
}
