/** TensorFlow.js's own reference, in plain JavaScript: right, and far too slow for anything but tiny networks. */
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { tfjsEngine } from "../../../src/engine/tfjs/engine";

export const cpuLibrary = { tf, backend: "cpu", description: "plain JavaScript" };

/** Under the name of a backend that trains; there is no such engine in the product. */
export const cpuEngine = tfjsEngine({
  id: "tensorflow",
  load: async () => {
    await tf.setBackend("cpu");
    return cpuLibrary;
  },
});
