import { dropoutKeeps, dropoutKey } from "../../../src/engine/dropout";
import { conforms } from "../conformance";
import { cpuEngine } from "./cpu";
import { isTiny } from "./slow";

conforms("TensorFlow.js in plain JavaScript", {
  engine: cpuEngine,
  keeps: (seed, step, node, element, rate) => dropoutKeeps(dropoutKey(seed, step, node), element, rate),
  chosen: isTiny,
  tolerance: 1e-5,
});
