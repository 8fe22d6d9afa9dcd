import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../core/experiment/plan";
import { planKey, planStem } from "../core/experiment/plans";
import { makeRoot, planFile, runFolder, runsIn } from "./root";

/**
 * The folder of a plan, made if it is new. Equal plans share a folder (that is how a finished one is reused and how all
 * cells share a dense twin), unless `fresh` asks for a replicate of its own.
 */
export async function runOf(root: string, plan: Plan, fresh: boolean): Promise<string> {
  await makeRoot(root);
  const hash = createHash("sha256").update(planKey(plan)).digest("hex").slice(0, 10);
  // A model file that was renamed since is still the same run.
  const known = (await readdir(runsIn(root))).find((id) => id.endsWith(`-${hash}`));
  const base = known ?? `${planStem(plan)}-${hash}`;
  let id = base;
  for (let replicate = 2; fresh && existsSync(runFolder(root, id)); replicate++) id = `${base}-r${replicate}`;
  if (!existsSync(runFolder(root, id))) await createFolder(root, id, plan);
  return id;
}

/** Made aside and renamed, so that nobody ever sees a run without its plan. */
async function createFolder(root: string, id: string, plan: Plan): Promise<void> {
  const aside = await mkdtemp(join(root, "new-"));
  await writeFile(join(aside, planFile), JSON.stringify(plan, null, 2) + "\n");
  try {
    await mkdir(runsIn(root), { recursive: true });
    await rename(aside, runFolder(root, id));
  } catch (error) {
    await rm(aside, { recursive: true });
    if (!existsSync(runFolder(root, id))) throw error;
  }
}
