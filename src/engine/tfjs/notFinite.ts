import { parameters, type Graph } from "../../core/model/graph";
import type { NotFinite } from "../../core/training/engine";
import { gradientNotFiniteIn, holdsNotFinite } from "../../core/training/notFinite";
import type { Update } from "../../core/training/engine";
import type { Examples, Model, State } from "./model";
import { unpack } from "./parameters";

/** Takes a step's way again and looks at everything on it: parameters before their layer's output, then gradients. */
export async function firstNotFinite(
  model: Model,
  graph: Graph,
  state: State,
  { examples, update }: { readonly examples: Examples; readonly update: Update },
): Promise<NotFinite | undefined> {
  const tensors = parameters(graph);
  const outputs = model.outputs(state, examples, update.step);
  const { parameters: values } = await model.read(state);
  try {
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
      if (holdsNotFinite(await outputs[index]!.data<"float32">())) {
        return { what: op === "input" ? "input" : "output", layer };
      }
    }
  } finally {
    // The first is the batch's own.
    for (const output of outputs.slice(1)) output.dispose();
  }
  const packed = model.gradient(state, examples, { training: true, step: update.step }, "kept");
  const gradients = unpack(model.layout.parameters, await packed.data<"float32">());
  packed.dispose();
  return gradientNotFiniteIn(graph, gradients);
}
