/** A plan read back from disk: another version may have written it, or a person may have changed it. */
import * as Value from "typebox/value";
import { outputShape } from "../model/build";
import type { Graph } from "../model/graph";
import { presetFault } from "../model/presetNames";
import { problemMessage } from "../problemText";
import { isRecord } from "../record";
import type { Plan } from "./plan";
import { planSchema } from "./planSchema";

/** The plan; undefined where `planFault` says what is wrong with it. */
export function readPlan(json: unknown): Plan | undefined {
  return Value.Check(planSchema, json) && modelFault(json) === undefined ? json : undefined;
}

/** Why a value is no plan this version can run, as a sentence for a person; undefined where it is one. */
export function planFault(json: unknown): string | undefined {
  if (!isRecord(json)) return "The plan is no JSON object, so the run cannot be read.";
  const known = planSchema.properties.version.const;
  if (typeof json.version === "number" && json.version > known) {
    return `The plan is of version ${json.version}, but this Sparse Explorer reads version ${known}; update Sparse Explorer.`;
  }
  if (!Value.Check(planSchema, json)) {
    // Of nested forms the outermost fault comes last; the first names the place.
    const [first] = Value.Errors(planSchema, json);
    const place = first?.instancePath.slice(1).replaceAll("/", ".");
    return `${place === undefined || place === "" ? "The plan" : `In the plan, ${place}`} ${first?.message ?? "is damaged"}.`;
  }
  return modelFault(json);
}

/** What is wrong with the network of a plan that has the form of one, as a sentence for a person. */
export function modelFault({ model }: Pick<Plan, "model">): string | undefined {
  if ("graph" in model) return graphFault(model.graph);
  const fault = presetFault(model.preset);
  return fault === undefined ? undefined : problemMessage(fault);
}

/** Every node follows earlier ones, and has the shape its layer gives. */
function graphFault({ nodes }: Graph): string | undefined {
  const faulty = nodes.find(({ layer, inputs, shape }, index) => {
    if (layer.op === "input" || index === 0) return layer.op !== "input" || index !== 0 || inputs.length !== 0;
    const fits = layer.op === "add" ? inputs.length >= 2 : inputs.length === 1;
    if (!fits || inputs.some((input) => input >= index)) return true;
    const expected = outputShape(
      layer,
      inputs.map((input) => nodes[input]!.shape),
    );
    return "code" in expected || expected.join() !== shape.join();
  });
  return faulty && `In the plan, the layer "${faulty.name}" does not fit the layers before it.`;
}
