import { engineOf } from "../../bench/runner/engines";
import { dropoutKeeps, dropoutKey } from "../../src/engine/dropout";
import { conforms } from "../engine/conformance";

// The loops of the second peer must do the same work as ours before their times mean anything.
conforms("SparseProp's loops", {
  engine: engineOf("sparseprop"),
  keeps: (seed, step, node, element, rate) => dropoutKeeps(dropoutKey(seed, step, node), element, rate),
  tolerance: 1e-5,
});
