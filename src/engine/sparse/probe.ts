import { availableParallelism, cpus, totalmem } from "node:os";
import { sessionLimit } from "../../core/estimate/sessionBytes";
import type { Probe, ProbeDetail } from "../../core/training/engine";
import { hasWideCode, moduleTitles, relaxedAtStart, runnableModules, type ModuleName } from "./module";
import { threadCount } from "./threads";

/** What is known of the machine; handed in, so that every answer can be seen on any machine. */
export interface Surroundings {
  readonly modules: readonly ModuleName[];
  /** Whether relaxed SIMD was there before its flag was set. */
  readonly relaxedAtStart: boolean;
  readonly wideCode: boolean;
  /** Threads that this process may use, and cores of the machine. */
  readonly threads: number;
  readonly cores: number;
  /** Bytes that this process may have. */
  readonly memory: number;
}

export function surroundings(): Surroundings {
  // Unlimited is none, zero or more than there is, depending on the system.
  const constrained = process.constrainedMemory() || Infinity;
  return {
    modules: runnableModules(),
    relaxedAtStart,
    wideCode: hasWideCode(),
    threads: availableParallelism(),
    cores: cpus().length,
    memory: Math.min(totalmem(), constrained),
  };
}

/** @param asked build of the kernels that is asked for, as a resumed run does */
export function probe(here: Surroundings, asked: ModuleName | undefined): Probe {
  const chosen = chooseModule(here.modules, asked);
  if (chosen === undefined) return { available: false, reason: missing(asked), details: [] };
  return {
    available: true,
    reason: `${moduleTitles[chosen]}, ${threadCount(here.threads)}`,
    details: [
      { name: "kernels", value: moduleTitles[chosen], why: whyModule(chosen, here, asked) },
      here.wideCode
        ? {
            name: "vectors",
            value: "256 bits",
            why: "V8 makes them of 128 where the CPU has AVX2, by a flag the engine sets",
          }
        : { name: "vectors", value: "128 bits", why: "only V8 13 (Node 24) on x64 is known to make wider ones" },
      { name: "threads", value: String(here.threads), why: whyThreads(here) },
      memory(here),
    ],
  };
}

/** The build that is asked for, if it runs here, else the fastest that does. */
export function chooseModule(runnable: readonly ModuleName[], asked: ModuleName | undefined): ModuleName | undefined {
  return asked === undefined ? runnable[0] : runnable.find((name) => name === asked);
}

/** Why there is no build to run, in one sentence. */
export function missing(asked: ModuleName | undefined): string {
  const needed = asked === undefined ? "SIMD" : moduleTitles[asked];
  return `This runtime's WebAssembly has no ${needed}, which the sparse engine needs; Node.js 20 or later has it.`;
}

function whyModule(chosen: ModuleName, here: Surroundings, asked: ModuleName | undefined): string {
  if (asked !== undefined) return "it was asked for";
  if (chosen === "simd128") return "this runtime has no relaxed SIMD, which is faster";
  return here.relaxedAtStart ? "this runtime has it" : "this runtime has it behind a flag, which the engine sets";
}

function whyThreads({ threads, cores }: Surroundings): string {
  const all = threads < cores ? `this process may use ${threads} of ${cores} cores` : "one for each core";
  return `${all}; --threads asks for another number`;
}

function memory({ memory: given }: Surroundings): ProbeDetail {
  const [most, why] =
    given < sessionLimit
      ? [given, "that is what this machine gives the process"]
      : [sessionLimit, "WebAssembly's addresses reach no further"];
  return { name: "memory", value: `at most ${(most / 2 ** 30).toFixed(1)} GiB`, why };
}
