import { sparseEngine } from "../../src/engine/sparse/engine";
import { dropoutKeeps, dropoutKey } from "../../src/engine/dropout";
import { assets } from "./assets";
import { conforms } from "./conformance";

for (const module of ["relaxed", "simd128"] as const) {
  conforms(`sparse engine, ${module} kernels`, {
    engine: sparseEngine({ assets, module }),
    keeps: (seed, step, node, element, rate) => dropoutKeeps(dropoutKey(seed, step, node), element, rate),
    tolerance: 1e-5,
  });
}
