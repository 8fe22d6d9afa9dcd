import {
  chooseEngine,
  enginesToTry,
  engineIds,
  refusalOf,
  type Candidate,
  type Chosen,
  type EngineId,
  type EngineWish,
} from "../core/training/engines";

export interface Decision extends Chosen {
  /** All that were tried. */
  readonly candidates: readonly Candidate[];
}

/** No engine does what was asked for; the message says why, and what to do. */
export class EngineRefused extends Error {}

/**
 * The engine for a run.
 *
 * @param before what the run was trained on before it was interrupted
 * @param attempt tries an engine; `timed`: there is something to compare its speed with
 * @throws EngineRefused
 */
export async function decide(
  wish: EngineWish,
  before: EngineId | undefined,
  attempt: (engine: EngineId, timed: boolean) => Promise<Candidate>,
): Promise<Decision> {
  const first = await tryAll(enginesToTry(wish, before), attempt);
  const chosen = chooseEngine(wish, before, first);
  if (chosen !== undefined) return { ...chosen, candidates: first };
  // What the run was trained on is gone: its checkpoint can be carried to any other engine.
  const others = enginesToTry(wish, undefined).filter((id) => !first.some(({ engine }) => engine === id));
  const candidates = [...first, ...(await tryAll(others, attempt))];
  const other = chooseEngine(wish, undefined, candidates);
  if (other === undefined) throw new EngineRefused(refusalOf(wish, candidates));
  return { ...other, candidates };
}

/** The sparse engine last: it is always there, and its speed matters only where another one works. */
async function tryAll(
  engines: readonly EngineId[],
  attempt: (engine: EngineId, timed: boolean) => Promise<Candidate>,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  for (const engine of engines.filter((id) => id !== "sparse")) {
    candidates.push(await attempt(engine, engines.length > 1));
  }
  const rivals = candidates.some(({ works, software }) => works && software !== true);
  if (engines.includes("sparse")) candidates.push(await attempt("sparse", rivals));
  return candidates.sort((a, b) => engineIds.indexOf(a.engine) - engineIds.indexOf(b.engine));
}
