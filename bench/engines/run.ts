import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { engines } from "../../src/core/training/engines";
import { familyName } from "../../src/core/model/presetNames";
import { thisMachine } from "../machine";
import type { Network } from "../network";
import { startPyTorch } from "../pytorch";
import { startEngine, type EngineProcess } from "./process";
import type { EngineGroup, EnginesReport } from "./report";
import { entrantsOf, play } from "./rounds";
import type { EngineSettings } from "./settings";

export interface EnginesRun {
  readonly settings: EngineSettings;
  /** The program of Node to train on. */
  readonly node: string;
  readonly python: string;
  /** The project's folder. */
  readonly root: string;
  readonly date: string;
  readonly say: (line: string) => void;
}

/** So narrow that a step of one image is hardly any arithmetic. Its steps are so short that V8 has yet to compile them well. */
const idle = { width: 4, warmups: 15 };

export async function measureEngines(run: EnginesRun): Promise<EnginesReport> {
  const { settings, node, python, root, date, say } = run;
  const machine = thisMachine();
  const pytorch = await startPyTorch(python, path.join(root, "bench", "pytorch.py"));
  try {
    if (!pytorch) say(`${python} has no PyTorch, so the engines are compared with each other only.`);
    const peer = pytorch && { pytorch, devices: await pytorch.devices() };
    const states = new Map<string, EngineProcess["state"]>();
    const [groups, overhead]: [EngineGroup[], EngineGroup[]] = [[], []];
    for (const threads of settings.threads) {
      const found = await onThreads(run, peer, threads);
      for (const state of found.states) states.set(state.engine, state);
      groups.push(...found.groups);
      overhead.push(found.overhead);
    }
    return {
      ...{ date, machine, node: await versionOf(node), settings, groups, overhead },
      ...(peer && { pytorch: { ...peer.pytorch.versions, devices: peer.devices } }),
      engines: settings.engines.flatMap((engine) => states.get(engine) ?? []),
    };
  } finally {
    pytorch?.close();
  }
}

type PeerOnDevices = Parameters<typeof entrantsOf>[1];

async function onThreads({ settings, node, root, say }: EnginesRun, peer: PeerOnDevices, threads: number) {
  const on = `on ${threads} ${threads === 1 ? "thread" : "threads"}`;
  // Threads are nothing to a GPU: it is measured once.
  const ids = settings.engines.filter((id) => !engines[id].gpu || threads === settings.threads.at(-1));
  const processes: EngineProcess[] = [];
  try {
    for (const id of ids)
      processes.push(await startEngine(node, path.join(root, "out", "bench", "engine.mjs"), id, threads));
    const entrants = entrantsOf(processes, peer, threads, settings);
    say(`Measuring what an operation costs ${on} …`);
    const dense = entrantsOf(processes, peer, threads, {
      ...settings,
      densities: [1],
      warmups: idle.warmups * settings.warmups,
    });
    const overhead = await play(dense, networkOf(idle.width, 1), threads, settings);
    const groups: EngineGroup[] = [];
    for (const width of settings.widths) {
      const network = networkOf(width, settings.batch);
      say(`Measuring ${network.name} ${on} …`);
      groups.push(await play(entrants, network, threads, settings, groups.at(-1)));
    }
    return { groups, overhead, states: processes.map(({ state }) => state) };
  } finally {
    for (const { close } of processes) close();
  }
}

function networkOf(width: number, batch: number): Network {
  return { name: familyName({ family: "cifar_resnet", depth: 20, width }), classes: 10, batch };
}

async function versionOf(node: string): Promise<string> {
  const { stdout } = await promisify(execFile)(node, ["-p", "process.versions.node"]);
  return stdout.trim();
}
