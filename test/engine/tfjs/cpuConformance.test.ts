import { dropoutKeeps, dropoutKey } from "../../../src/engine/dropout";
import { conforms } from "../conformance";
import { trains } from "../training";
import { cpuEngine } from "./cpu";
import { isTiny } from "./slow";

conforms("TensorFlow.js in plain JavaScript", {
  engine: cpuEngine,
  keeps: (seed, step, node, element, rate) => dropoutKeeps(dropoutKey(seed, step, node), element, rate),
  chosen: isTiny,
  tolerance: 1e-5,
});

trains("TensorFlow.js in plain JavaScript", { engine: cpuEngine, tolerance: 2e-5, slow: true });
