import { sparseEngine } from "../../src/engine/sparse/engine";
import { assets } from "./assets";
import { trains } from "./training";

trains("the sparse engine", { engine: sparseEngine({ assets }), tolerance: 1e-5 });
