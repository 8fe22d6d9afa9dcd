/** The engines there are, and which of those that were tried a run is trained on. */

/** In the order in which people read them. */
export const engines = {
  "tensorflow-gpu": { title: "TensorFlow on an NVIDIA GPU", gpu: true },
  webgpu: { title: "Any GPU, through WebGPU", gpu: true },
  sparse: { title: "Sparse engine on the CPU", gpu: false },
  tensorflow: { title: "TensorFlow on the CPU", gpu: false },
} as const;

export type EngineId = keyof typeof engines;

export const engineIds = Object.keys(engines) as readonly EngineId[];

export function isEngineId(name: string): name is EngineId {
  return Object.hasOwn(engines, name);
}

/** What somebody asks for: `auto` is the fastest that computes right. */
export interface EngineWish {
  readonly engine: EngineId | "auto";
  /** Rather no training than training on the CPU. */
  readonly requireGpu: boolean;
}

/** What came of trying an engine. */
export interface Candidate {
  readonly engine: EngineId;
  /** Whether it is there and computes what it must. */
  readonly works: boolean;
  /** What it runs on, or why it does not work, for people. */
  readonly reason: string;
  /** Runs on the CPU what is made for a GPU: of use for tests only. */
  readonly software?: boolean;
  /** Time of a training step of the run at hand in ms, where it was taken. */
  readonly stepMs?: number;
}

/**
 * Why an engine was taken. `asked`: by name; `kept`: an interrupted run goes on with it; `only`: no other works;
 * `fastest`: of those that work.
 */
export type Because = "asked" | "kept" | "only" | "fastest";

export interface Chosen {
  readonly engine: EngineId;
  readonly because: Because;
}

/**
 * The engines worth trying for a wish.
 *
 * @param before what the run was trained on before it was interrupted: it goes on with that, if it still works
 */
export function enginesToTry({ engine, requireGpu }: EngineWish, before: EngineId | undefined): readonly EngineId[] {
  if (engine !== "auto") return [engine];
  const possible = engineIds.filter((id) => engines[id].gpu || !requireGpu);
  return before !== undefined && possible.includes(before) ? [before] : possible;
}

/** The engine to train on, of those that were tried; undefined where none of them will do. */
export function chooseEngine(
  { engine, requireGpu }: EngineWish,
  before: EngineId | undefined,
  candidates: readonly Candidate[],
): Chosen | undefined {
  const works = candidates.filter((candidate) => candidate.works && (!requireGpu || isGpu(candidate)));
  const named = (id: EngineId | undefined) => works.some((candidate) => candidate.engine === id);
  if (engine !== "auto") return named(engine) ? { engine, because: "asked" } : undefined;
  if (before !== undefined && named(before)) return { engine: before, because: "kept" };
  const fit = works.filter(({ software }) => software !== true);
  const [fastest] = [...fit].sort((a, b) => (a.stepMs ?? Infinity) - (b.stepMs ?? Infinity));
  return fastest && { engine: fastest.engine, because: fit.length === 1 ? "only" : "fastest" };
}

function isGpu({ engine, software }: Candidate): boolean {
  return engines[engine].gpu && software !== true;
}

/** Why nothing can be trained, in a sentence that says what to do. */
export function refusalOf({ engine, requireGpu }: EngineWish, candidates: readonly Candidate[]): string {
  const why = candidates.map(({ engine, works, reason }) => `${engine}: ${works ? "a software adapter" : reason}`);
  if (engine !== "auto" && !(requireGpu && !engines[engine].gpu)) {
    const [only] = candidates;
    return `The engine ${engine} does not work here: ${only?.reason ?? "it was not tried"}. Choose another one, or auto.`;
  }
  if (engine !== "auto") {
    return `requireGpu is set, but the engine ${engine} runs on the CPU. Choose another one, or do without requireGpu.`;
  }
  return `requireGpu is set, but no engine for a GPU works here (${why.join("; ")}). Do without it to train on the CPU.`;
}
