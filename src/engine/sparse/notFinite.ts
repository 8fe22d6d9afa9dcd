import { parameters, type Graph } from "../../core/model/graph";
import type { NotFinite } from "../../core/training/engine";
import { gradientNotFiniteIn, holdsNotFinite } from "../../core/training/notFinite";
import type { Compiled } from "./compile";
import { packer } from "./pack";
import { readGradients, readState } from "./state";

/** After a forward pass of `count` examples: layer by layer, parameters before the output. */
export function firstOutputNotFinite(
  memory: DataView,
  graph: Graph,
  compiled: Compiled,
  count: number,
): NotFinite | undefined {
  const floats = new Float32Array(memory.buffer);
  const { parameters: values } = readState(memory, compiled.parameters);
  const tensors = parameters(graph);
  for (const [
    index,
    {
      name: layer,
      layer: { op },
    },
  ] of graph.nodes.entries()) {
    if (tensors.some(({ node, name }) => node === index && holdsNotFinite(values.get(name)!))) {
      return { what: "weight", layer };
    }
    const output = compiled.activations.get(index);
    if (output && holdsNotFinite(packer(floats, output).read(count))) {
      return { what: op === "input" ? "input" : "output", layer };
    }
  }
  return undefined;
}

/** After a step that came to its update: the parameters' gradients, from the last layer back. */
export function firstGradientNotFinite(memory: DataView, graph: Graph, compiled: Compiled): NotFinite | undefined {
  return gradientNotFiniteIn(graph, readGradients(memory, compiled.parameters));
}
