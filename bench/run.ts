import path from "node:path";
import { thisMachine } from "./machine";
import { startPyTorch } from "./pytorch";
import type { Profile, Report } from "./report";
import { entriesOf, measure, type Measurers } from "./rounds";
import { startRunner, type Runner } from "./runner";
import type { NetworkSettings, Settings } from "./settings";
import { summary } from "./statistics";

export interface Run {
  readonly settings: Settings;
  /** Programs of Node: the one at hand and others. */
  readonly nodes: readonly string[];
  readonly python: string;
  /** The project's folder. */
  readonly root: string;
  readonly date: string;
  readonly say: (line: string) => void;
}

/** The version that is quoted wherever it is measured. */
const quoted = "24.";
const loadingBatch = 64;

export async function run({ settings, nodes, python, root, date, say }: Run): Promise<Report> {
  const machine = thisMachine();
  const pytorch = await startPyTorch(python, path.join(root, "bench", "pytorch.py"));
  const runners = await startRunners(nodes, path.join(root, "out", "bench", "runner.mjs")).catch((error: unknown) => {
    pytorch?.close();
    throw error;
  });
  const measurers: Measurers = { runners, pytorch };
  try {
    if (!pytorch) say(`${python} has no PyTorch, so our times are compared with each other only.`);
    const [first] = runners.values();
    if (!first) throw new RangeError("No Node was given to measure with.");
    say("Measuring the machine's limits …");
    const limits = await first.limits();
    const productGflops = await pytorch?.productGflops();
    const loadingMs = summary((await first.loading(loadingBatch)).wallMs);
    const groups = [];
    const profiles = [];
    for (const network of settings.networks) {
      say(`Measuring how to compute ${network.name} …`);
      const entries = await entriesOf(measurers, network);
      for (const threads of settings.threads) {
        say(`Measuring ${network.name} on ${threads} ${threads === 1 ? "thread" : "threads"} …`);
        groups.push(await measure(measurers, network, entries, threads));
      }
      say(`Measuring the layers of ${network.name} …`);
      profiles.push(...(await profile(first, network)));
    }
    return {
      ...{ date, machine, runtimes: [...runners.values()].map(({ runtime }) => runtime) },
      ...(pytorch && productGflops !== undefined && { pytorch: { ...pytorch.versions, productGflops } }),
      ...{ settings, limits, loadingMs, groups, profiles },
    };
  } finally {
    for (const runner of runners.values()) runner.close();
    pytorch?.close();
  }
}

/** One process for each version; the quoted one first, then in the order given. */
async function startRunners(nodes: readonly string[], script: string): Promise<ReadonlyMap<string, Runner>> {
  const started: Runner[] = [];
  for (const node of nodes) {
    const runner = await startRunner(node, script).catch((error: unknown) => {
      for (const { close } of started) close();
      throw error;
    });
    if (started.some(({ runtime }) => runtime.node === runner.runtime.node)) runner.close();
    else started.push(runner);
  }
  started.sort((a, b) => Number(b.runtime.node.startsWith(quoted)) - Number(a.runtime.node.startsWith(quoted)));
  return new Map(started.map((runner) => [runner.runtime.node, runner]));
}

async function profile(runner: Runner, network: NetworkSettings): Promise<Profile[]> {
  const { name, classes, batch, warmups, steps, profiled } = network;
  const found: Profile[] = [];
  for (const density of profiled) {
    const scheme = density === 1 ? "dense" : "uniform";
    const candidate = { by: "ours", node: runner.runtime.node, way: "engine", scheme, density } as const;
    const subject = { network: { name, classes, batch }, candidate };
    const times = await runner.layers({ ...subject, ways: await runner.ways(subject), warmups, steps });
    found.push({ network: name, scheme, density, ...times });
  }
  return found;
}
