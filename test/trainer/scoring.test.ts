import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { Plan } from "../../src/core/experiment/plan";
import type { Layer } from "../../src/core/model/graph";
import type { RunEvent } from "../../src/core/run/event";
import { fold } from "../../src/core/run/state";
import type { Engine, Session } from "../../src/core/training/engine";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { checkpointFile, finalFile } from "../../src/store/checkpoint";
import { readEvents } from "../../src/store/events";
import { eventsFile, rootIn, runFolder, stopFile } from "../../src/store/root";
import { runOf } from "../../src/store/runs";
import { readSafetensors } from "../../src/store/safetensors";
import { trainRun } from "../../src/trainer/trainRun";
import { assets } from "../engine/assets";
import { network } from "../engine/networks";
import { tinyPlan } from "../plans";
import { asked } from "./asked";

const initial = { weight: "kaiming_fan_in", bias: "zero" } as const;
const noPadding = { top: 0, bottom: 0, left: 0, right: 0 };
const conv = (out: number, side: number): Layer => {
  const square = [side, side] as const;
  return { op: "conv2d", out, bias: false, initial, kernel: square, stride: square, padding: noPadding };
};
/** Weights of the second convolution are small: 16 · 4 · 4 inputs make their deviation √(2 / 256). */
const graph = network("small", [3, 32, 32], [
  ...[conv(16, 4), { op: "batchNorm", epsilon: 1e-5, momentum: 0.1 }, { op: "relu" }, conv(8, 4), { op: "relu" }],
  ...[{ op: "globalAvgPool" }, { op: "dense", out: 10, bias: true, initial }],
] as const);

type Scheme = Plan["prune"]["scheme"];

function planOf(scheme: Scheme, density = 0.3, train = 300): Plan {
  return tinyPlan({
    model: { file: "/small.model.yaml", graph },
    data: { format: "builtin", seed: 1, train, test: 20 },
    prune: { scheme, density, sampling: "exact" },
  });
}

test.each<Scheme>(["snip_ratio", "grasp_ratio", "snip", "grasp", "magnitude"])(
  "%s scores once: a resumed run has its masks from the checkpoint and ends like one that was not stopped",
  async (scheme) => {
    const straight = await folderOf(planOf(scheme));
    const outcome = await train(straight, engine());
    expect([outcome, (await state(straight)).phase]).toEqual(["ended", "completed"]);

    const halted = await folderOf(planOf(scheme));
    await train(
      halted,
      engine((session) => ({ step: thenStop(halted, session) })),
    );
    expect((await state(halted)).phase).toBe("stopped");
    await train(halted, engine(unscored));

    const events = await eventsOf(halted);
    expect(events.filter(({ kind }) => kind === "scoring")).toHaveLength(1);
    expect(events.slice(0, 5).map(({ kind }) => kind)).toEqual([
      "engine",
      "scoring",
      "scored",
      "planned",
      "checkpoint",
    ]);
    expect(await tensors(halted, finalFile)).toEqual(await tensors(straight, finalFile));
    const { layers, scoring, total } = await state(halted);
    expect(scoring).toMatchObject({
      scheme,
      images: { magnitude: 0, snip: 16, grasp: 250 }[scheme.replace("_ratio", "")],
    });
    // 16·3·16 + 8·16·16 + 80 = 2896 weights
    expect([layers.length, total?.kept]).toEqual([3, Math.round(0.3 * 2896)]);
  },
);

test("a run that is killed right after scoring does not score again", async () => {
  const killed = await folderOf(planOf("snip"));
  const dying = engine(() => ({ step: () => Promise.reject(new RangeError("killed")) }));
  expect(await train(killed, dying)).toBe("failed");
  const masks = await tensors(killed, checkpointFile);
  await train(killed, engine(unscored));
  const final = await tensors(killed, finalFile);
  const named = [...masks.keys()].filter((name) => name.startsWith("mask/"));
  expect(named).toHaveLength(3);
  for (const name of named) expect(final.get(name)).toEqual(masks.get(name));
});

test.each<Scheme>(["snip", "grasp"])(
  "a stop while %s is scored ends the run with nothing half written",
  async (scheme) => {
    const folder = await folderOf(planOf(scheme));
    // The trainer looks at the clock whenever it looks for a request to stop.
    const clock = (): number => {
      if (readFileSync(join(folder, eventsFile), "utf8").includes('"scoring"'))
        writeFileSync(join(folder, stopFile), "");
      return 0;
    };
    writeFileSync(join(folder, eventsFile), "");
    expect(await train(folder, engine(), clock)).toBe("ended");
    expect((await eventsOf(folder)).map(({ kind }) => kind)).toEqual(["engine", "scoring", "finished"]);
    expect((await state(folder)).phase).toBe("stopped");
    expect(existsSync(join(folder, checkpointFile))).toBe(false);
  },
);

test("scores that leave a layer empty end the run before training, with the layer's name", async () => {
  const folder = await folderOf(planOf("magnitude", 0.02));
  expect(await train(folder, engine())).toBe("failed");
  const { phase, reason, layers } = await state(folder);
  expect(phase).toBe("failed");
  expect(reason).toMatch(/^magnitude at density 0\.02 leaves no weight in conv2d4: nothing flows through this layer/);
  expect(layers.map(({ kept }) => kept > 0)).toEqual([true, false, true]);
  expect(existsSync(join(folder, checkpointFile))).toBe(false);
});

test("a mask drawn by Bernoulli that leaves a layer empty is refused as well", async () => {
  // The classifier's 80 weights at 0.0125 are empty in about a third of all draws.
  const plans = [1, 2, 3, 4, 5, 6, 7, 8].map((seed): Plan => ({
    ...planOf("uniform", 0.0125, 50),
    seed,
    prune: { scheme: "uniform", density: 0.0125, sampling: "bernoulli" },
  }));
  const reasons: (string | undefined)[] = [];
  for (const plan of plans) {
    const folder = await folderOf(plan);
    await train(folder, engine());
    const { layers, reason } = await state(folder);
    expect(reason === undefined).toBe(layers.every(({ kept }) => kept > 0));
    reasons.push(reason);
  }
  const [first] = reasons.filter((reason) => reason !== undefined);
  expect(first).toMatch(
    /^uniform at density 0\.0125 leaves no weight in dense7: .*Use sampling: exact, a higher density or/,
  );
});

test("GraSP on too few images of a class fails in one sentence", async () => {
  const folder = await folderOf(planOf("grasp_ratio", 0.3, 50));
  expect(await train(folder, engine())).toBe("failed");
  expect((await state(folder)).reason).toMatch(
    /^grasp_ratio scores 25 training images of every class, but there are only/,
  );
});

/** The engine with some calls of its sessions replaced. */
function engine(instead: (session: Session) => Partial<Session> = () => ({})): Engine {
  const real = sparseEngine({ assets });
  const open: Engine["open"] = async (request) => {
    const session = await real.open(request);
    return { ...session, ...instead(session) };
  };
  // Nothing is measured: two runs are to be compared bit by bit.
  return { id: real.id, probe: () => real.probe(), open };
}

function unscored(): Partial<Session> {
  return { gradients: () => Promise.reject(new Error("A resumed run scores nothing.")) };
}

function thenStop(folder: string, session: Session): Session["step"] {
  return async (...request) => {
    await session.step(...request);
    writeFileSync(join(folder, stopFile), "");
  };
}

async function folderOf(plan: Plan): Promise<string> {
  const root = rootIn(mkdtempSync(join(tmpdir(), "sparse-scoring-")));
  return runFolder(root, await runOf(root, plan, false));
}

function train(folder: string, trained: Engine, now: () => number = () => 0) {
  const scripts = { loader: resolve("dist/loader.js"), codecs: resolve("dist/codecs") };
  return trainRun({ folder, threads: 1, now, ...scripts, engine: () => asked(trained) });
}

async function eventsOf(folder: string): Promise<readonly RunEvent[]> {
  return (await readEvents(folder)).events;
}

async function state(folder: string) {
  return fold(await eventsOf(folder));
}

async function tensors(folder: string, file: string) {
  return (await readSafetensors(join(folder, file))).tensors;
}
