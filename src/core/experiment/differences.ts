import { isRecord } from "../record";
import type { Plan } from "./plan";

/**
 * Of plans whose names are alike, the settings that tell them apart, under the names that experiment files give them:
 * ["epochs 20", "epochs 40, optimizer.rate 0.1"]. Empty for a plan whose name is its own, or whose difference is none of
 * training and images.
 */
export function differences(plans: readonly Plan[], nameOf: (plan: Plan) => string): readonly string[] {
  const alike = new Map<string, Plan[]>();
  for (const plan of plans) alike.set(nameOf(plan), [...(alike.get(nameOf(plan)) ?? []), plan]);
  const settingsOf = new Map([...alike].map(([name, own]) => [name, own.length > 1 ? own.map(settings) : []]));
  return plans.map((plan) => {
    const known = settingsOf.get(nameOf(plan))!;
    if (known.length === 0) return "";
    const differs = (key: string) => new Set(known.map((each) => each.get(key))).size > 1;
    return [...settings(plan)]
      .filter(([key]) => differs(key))
      .map(([key, value]) => `${key} ${value}`)
      .join(", ");
  });
}

/** Of training, and of how many images there are, by their path; the scale, which decides both. */
function settings({ train, data, scale }: Plan): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (path: string, value: unknown) => {
    if (isRecord(value))
      for (const [key, part] of Object.entries(value)) add(path === "" ? key : `${path}.${key}`, part);
    else found.set(path, typeof value === "string" ? value : JSON.stringify(value));
  };
  add("", train);
  if ("limit" in data) add("limit", data.limit);
  if (scale !== undefined) add("scale", scale);
  return found;
}
