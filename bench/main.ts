import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { preset } from "../src/core/model/presets";
import { sparseEngine } from "../src/engine/sparse/engine";
import { moduleTitles, runnableModules } from "../src/engine/sparse/module";
import { thisMachine } from "./machine";
import { findPyTorch, startPeer } from "./peer";
import type { Group, Report } from "./report";
import { measure } from "./rounds";
import { readOptions, type NetworkSettings, type Options, type Settings } from "./settings";
import { reportText } from "./table";

const root = path.resolve(import.meta.dirname, "../..");
const python = process.env.PYTHON ?? "python3";
const engine = sparseEngine({ assets: path.join(root, "dist", "engine") });

const options = readOptions(process.argv.slice(2));
if ("fault" in options) {
  console.error(options.fault);
  process.exitCode = 1;
} else await bench(options);

async function bench({ settings, out }: Options): Promise<void> {
  const machine = thisMachine();
  const peer = await findPyTorch(python);
  if (!peer) console.log(`${python} has no PyTorch, so our times are compared with each other only.`);
  const groups: Group[] = [];
  for (const network of settings.networks) {
    for (const threads of settings.threads) groups.push(await group(settings, network, threads, peer !== undefined));
  }
  const [kernels] = runnableModules();
  const report: Report = { machine, engine: kernels ? moduleTitles[kernels] : "no SIMD", peer, settings, groups };
  const file = path.join(out, "bench.json");
  mkdirSync(out, { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
  console.log(`\n${reportText(report)}\n\nThese numbers are in ${file}.`);
}

async function group(settings: Settings, network: NetworkSettings, threads: number, withPeer: boolean): Promise<Group> {
  const { batch, classes } = settings;
  const graph = preset(network.name, { classes });
  if (!graph) throw new RangeError(`No preset is called "${network.name}".`);
  console.log(`Measuring ${network.name} on ${threads} ${threads === 1 ? "thread" : "threads"} …`);
  const script = path.join(root, "bench", "peer.py");
  const peer = withPeer ? startPeer(python, script, { graph, batch, threads }) : undefined;
  try {
    return await measure({ engine, graph, threads, peer, settings }, network);
  } finally {
    peer?.close();
  }
}
