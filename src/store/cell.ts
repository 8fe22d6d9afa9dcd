import { createHash } from "node:crypto";
import type { Plan } from "../core/experiment/plan";
import { planKey } from "../core/experiment/plans";

/** Equal for plans that differ in nothing but their seed, and short: there are many of them. */
export function cellOfPlan(plan: Plan): string {
  return createHash("sha256")
    .update(planKey({ ...plan, seed: 0 }))
    .digest("hex")
    .slice(0, 16);
}
