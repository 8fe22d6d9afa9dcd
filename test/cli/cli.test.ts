import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { newFolder, sparse } from "./sparse";

const tiny = `version: 1
model: cifar_resnet_8_4
data: { format: builtin, seed: 1, train: 50, test: 20 }
prune: { scheme: erk, density: 0.3 }
train: { epochs: 1, batch: 16 }
`;

const commands = [
  "run",
  "densities",
  "check",
  "runs",
  "show",
  "compare",
  "report",
  "evaluate",
  "inspect",
  "stop",
  "resume",
  "doctor",
];

test.each(commands)("%s has help with an example", (command) => {
  const { code, out } = sparse(command, "--help");
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Example:\\n  sparse ${command} `));
});

const badInputs: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    "a missing file",
    ["run", "nowhere.sparse.yaml"],
    /^nowhere\.sparse\.yaml cannot be read: there is no such file or folder\.$/,
  ],
  [
    "an unknown engine",
    ["run", "x", "--engine", "abacus"],
    /No engine is called "abacus". Known engines: tensorflow-gpu, webgpu, sparse, tensorflow/,
  ],
  [
    "no threads",
    ["run", "x.sparse.yaml", "--threads", "0"],
    /--threads is 0, but must be a whole number from 1 to 256/,
  ],
  ["an unknown model", ["densities", "--model", "cifar_resnet_21", "--scheme", "erk", "--density", "0.1"], /6n \+ 2/],
  [
    "an unknown scheme",
    ["densities", "--model", "vgg11", "--scheme", "erdos", "--density", "0.1"],
    /Known schemes: .*erk/,
  ],
  [
    "a scheme that scores weights and no data for it",
    ["densities", "--model", "vgg11", "--scheme", "snip_ratio", "--density", "0.1"],
    /^snip_ratio decides on layer densities by scoring weights, which takes data and a seed: give an experiment file/,
  ],
  [
    "a scheme misspelt",
    ["densities", "--model", "vgg11", "--scheme", "grap", "--density", "0.1"],
    /did you mean "grasp"\?/,
  ],
  [
    "a density of 2",
    ["densities", "--model", "vgg11", "--scheme", "erk", "--density", "2"],
    /greater than 0 and at most 1/,
  ],
  [
    "an infeasible density",
    ["densities", "--model", "resnet50", "--scheme", "erk_plus", "--density", "0.05"],
    /least feasible/,
  ],
  ["neither model nor file", ["densities"], /Give either --model/],
  ["an unknown run", ["show", "nothing", "--out", "/nonexistent"], /No run is called "nothing"/],
  ["an unknown metric", ["compare", "--metric", "speed"], /No metric is called "speed". Known metrics: accuracy/],
  ["an unknown epoch", ["compare", "--epoch", "first"], /must be last or best/],
  ["a margin that is no number", ["compare", "--margin", "wide"], /--margin is wide, but must be a number of points/],
  ["weights that are not there", ["evaluate", "no.safetensors"], /no\.safetensors cannot be read: there is no such/],
  ["an unknown split", ["data", "make", "--split", "x", "--count", "1", "--out", "/tmp/x"], /train, test, ood/],
  ["an unknown command", ["trian"], /unknown command 'trian'/i],
];

test.each(badInputs)("%s is one clear sentence and exit code 2", (_, words, message) => {
  const { code, out, err } = sparse(...words);
  expect(err.trim()).toMatch(message);
  expect(err).not.toMatch(/\n\s+at /);
  expect([code, out]).toEqual([2, ""]);
});

test("densities prints the golden numbers", () => {
  const golden: unknown = JSON.parse(readFileSync("test/golden/ratios_cifar_resnet_20.json", "utf8"));
  const { out } = sparse("densities", "--model", "cifar_resnet_20", "--scheme", "erk", "--density", "0.1", "--json");
  const printed = JSON.parse(out) as { layers: { name: string; density: number }[]; total: { kept: number } };
  expect(printed).toMatchObject({ model: "cifar_resnet_20", scheme: "erk", density: 0.1, total: { kept: 27090 } });
  const expected = golden as { densities: Record<string, { ERK: { density: number[] } }> };
  for (const [index, density] of expected.densities["0.1"]!.ERK.density.entries()) {
    expect(Math.abs(printed.layers[index]!.density - density)).toBeLessThan(1e-12);
  }
});

test("densities reads an experiment file, and options replace what it says", () => {
  const file = join(newFolder(), "tiny.sparse.yaml");
  writeFileSync(file, tiny);
  const read = (...words: string[]) =>
    JSON.parse(sparse("densities", file, ...words, "--json").out) as { scheme: string; density: number };
  expect(read()).toMatchObject({ model: "cifar_resnet_8_4", scheme: "erk", density: 0.3 });
  expect(read("--scheme", "uniform", "--density", "0.5")).toMatchObject({ scheme: "uniform", density: 0.5 });
});

test("densities of a scheme that scores weights are those of the run", () => {
  const folder = newFolder();
  const file = join(folder, "scored.sparse.yaml");
  writeFileSync(file, `${tiny.replace("erk", "snip_ratio")}dense: false\n`);
  const { out, code } = sparse("densities", file, "--json");
  expect(code).toBe(0);
  const run = sparse("run", file, "--json");
  const events = run.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string; layers?: unknown });
  expect(events.map(({ kind }) => kind).filter((kind) => kind.startsWith("scor"))).toEqual(["scoring", "scored"]);
  const planned = events.find(({ kind }) => kind === "planned");
  expect((JSON.parse(out) as { layers: unknown }).layers).toEqual(planned?.layers);
});

test("check prints file:line:col: severity code message", () => {
  const file = join(newFolder(), "bad.sparse.yaml");
  writeFileSync(file, "version: 1\nmodel: cifar_resnet_20\nprune: { scheme: erdos }\n");
  const { code, out } = sparse("check", file);
  expect(code).toBe(2);
  expect(out).toMatch(/bad\.sparse\.yaml:3:18: error unknown-value .*erdos/);
  expect(sparse("check", "examples/quickstart.sparse.yaml")).toMatchObject({ code: 0, out: "" });
});

test("data make writes what the real reader reads", () => {
  const folder = newFolder();
  for (const [split, name] of [
    ["train", "data_batch_1.bin"],
    ["test", "test_batch.bin"],
  ] as const) {
    const made = sparse("data", "make", "--split", split, "--count", "40", "--seed", "3", "--out", join(folder, name));
    expect(made.code).toBe(0);
    expect(readFileSync(join(folder, name)).length).toBe(40 * 3073);
  }
  const file = join(folder, "real.sparse.yaml");
  writeFileSync(file, tiny.replace(/data: .*/, "data: { format: cifar10, path: . }"));
  const { code, out } = sparse("run", file, "--threads", "1", "--json");
  expect(code).toBe(0);
  expect(
    out
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { kind: string }).kind),
  ).toContain("tested");
});

const folder = newFolder();
writeFileSync(join(folder, "tiny.sparse.yaml"), tiny);

test("run trains the sparse net and its dense twin, and says what came out and where it is", () => {
  const { code, out } = sparse("run", join(folder, "tiny.sparse.yaml"), "--threads", "1");
  expect(code).toBe(0);
  expect(out).toContain("Layer densities of cifar_resnet_8_4 · erk 0.3 · seed 1");
  expect(out).toMatch(/fc\.weight +10×16/);
  expect(out).toMatch(/cifar_resnet_8_4 · erk 0\.3 · seed 1 .*completed +[\d.]+ % +[\d.]+ %/);
  const runFolder = /^ {2}(.*cifar_resnet_8_4-erk-0\.3-s1-.*)$/m.exec(out)![1]!;
  expect(existsSync(join(runFolder, "final.safetensors"))).toBe(true);
  // The same again is a matter of reading.
  expect(sparse("run", join(folder, "tiny.sparse.yaml"), "--threads", "1").out).toContain("completed");
});

test("runs lists them and show tells all about one, by the beginning of its name", () => {
  const out = join(folder, ".sparse");
  const listed = JSON.parse(sparse("runs", "--out", out, "--json").out) as { id: string; status: string }[];
  expect(listed.map(({ status }) => status)).toEqual(["completed", "completed"]);
  const shown = sparse("show", "cifar_resnet_8_4-erk", "--out", out);
  expect(shown.code).toBe(0);
  expect(shown.out).toMatch(/on the test images +id +last epoch \(1\)/);
  expect(shown.out).toMatch(/Negative log-likelihood +nll +[\d.]+ nats/);
  expect(shown.out).toMatch(
    /Time of a step of 16 images: [\d.]+ ms, of its dense twin [\d.]+ ms \([\d.]+ times as long\)/,
  );
  expect(sparse("show", "cifar", "--out", out).err).toContain("begins 2 runs");
  expect(sparse("stop", "cifar_resnet_8_4-erk", "--out", out).err).toContain(
    "is completed; only a queued or running one",
  );
  expect(sparse("resume", "cifar_resnet_8_4-erk", "--out", out).err).toContain("nothing to resume");
});

test("compare says what the seeds of an experiment say together, and by which rule", () => {
  const file = join(folder, "tiny.sparse.yaml");
  const { code, out } = sparse("compare", file);
  expect(code).toBe(0);
  expect(out).toMatch(/cifar_resnet_8_4 · erk 0\.3 +1 .*undecided: one seed tells nothing of the spread/);
  expect(out).toContain("lies within ±0.5 points.");
  const read = (...words: string[]) =>
    JSON.parse(sparse("compare", ...words, "--json").out) as { rule: string; cells: { seeds: number[] }[] };
  // Without a file, all runs of the folder; a plan that was never run is a seed still to come.
  expect(read("--out", join(folder, ".sparse")).cells.map(({ seeds }) => seeds)).toEqual([[1], [1]]);
  const more = join(folder, "more.sparse.yaml");
  writeFileSync(more, `${tiny}seeds: [1, 2]\nmargin: 2\n`);
  expect(read(more)).toMatchObject({
    rule: expect.stringContaining("within ±2 points") as string,
    cells: [{ untested: 1 }, { seeds: [1], untested: 1 }],
  });
  expect(sparse("compare", file, "--metric", "brier").out).toContain(
    'has "brier" of its last epoch. They have: accuracy,',
  );
});

interface Evaluated {
  readonly metrics: Readonly<Record<string, number>>;
  readonly total: { readonly kept: number; readonly size: number };
}

test("evaluate finds in a run's weights what the run found, and more where it is asked", () => {
  const out = join(folder, ".sparse");
  const [run] = JSON.parse(sparse("runs", "--out", out, "--json").out) as {
    id: string;
    tests: { metrics: object }[];
  }[];
  const own = sparse("evaluate", run!.id, "--out", out, "--threads", "1", "--json");
  expect(own.code).toBe(0);
  const { metrics } = JSON.parse(own.out) as Evaluated;
  for (const [id, value] of Object.entries(run!.tests[0]!.metrics)) expect(metrics[id]).toBeCloseTo(Number(value), 6);
  const more = ["--metrics", "brier,auc_entropy,fgsm", "--outliers", "noise", "--attacked", "8", "--eps", "4"];
  const asked = sparse("evaluate", run!.id, "--out", out, "--threads", "1", ...more);
  expect(asked.out).toMatch(/Brier score +brier +0\.\d+/);
  expect(asked.out).toMatch(/Outlier detection by entropy \(noise\) +auc_entropy\/noise +[01]/);
  expect(asked.out).toMatch(/Accuracy under attack, on 8 images\n eps +fgsm/);
  expect(asked.out).toMatch(/FLOPs to classify an image/);
});

test("evaluate takes any weights with PyTorch's names, and keeps its zeros out of the sum", () => {
  const [run] = JSON.parse(sparse("runs", "--out", join(folder, ".sparse"), "--json").out) as { folder: string }[];
  const file = join(run!.folder, "final.safetensors");
  const data = newFolder();
  for (const [split, name] of [
    ["train", "data_batch_1.bin"],
    ["test", "test_batch.bin"],
  ] as const) {
    sparse("data", "make", "--split", split, "--count", "20", "--format", "cifar10", "--out", join(data, name));
  }
  const how = ["--data", `cifar10=${data}`, "--threads", "1"];
  const { out } = sparse("evaluate", file, "--model", "cifar_resnet_8_4", ...how, "--json");
  const { metrics, total } = JSON.parse(out) as Evaluated;
  expect(Object.keys(metrics)).toEqual(["accuracy", "nll", "brier", "ece"]);
  expect(total.kept).toBeLessThanOrEqual(total.size);
  const wrong = sparse("evaluate", file, "--model", "cifar_resnet_8_8", ...how);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/does not fit cifar_resnet_8_8: conv\.weight has shape 4×3×3×3, but must have 8×3×3×3\./);
  expect(sparse("evaluate", file).err).toContain("name the network with --model and the test images with --data");
});

test("doctor tells what this machine can train on, and verifies it against golden training", () => {
  const told = sparse("doctor").out;
  expect(told).toMatch(/sparse +works/);
  for (const what of ["kernels", "vectors", "threads", "memory"])
    expect(told).toMatch(new RegExp(`\n  ${what} +\\S.*: \\S`));
  const { engines } = JSON.parse(sparse("doctor", "--json").out) as {
    engines: { engine: string; details: { name: string }[] }[];
  };
  expect(engines.find(({ engine }) => engine === "sparse")!.details.map(({ name }) => name)).toEqual([
    "kernels",
    "vectors",
    "threads",
    "memory",
  ]);
  const file = resolve("test/golden/train_resnet8_w4.json");
  const { code, out } = sparse("doctor", "--verify", file, "--json");
  expect(code).toBe(0);
  const [verified] = JSON.parse(out) as { engine: string; ok: boolean; maxError: Record<string, number> }[];
  expect(verified).toMatchObject({ file, engine: "sparse", ok: true, tolerance: 1e-5 });
  expect(Object.keys(verified!.maxError)).toEqual([
    "losses",
    "keptGradientNorm",
    "finalParams",
    "finalBuffers",
    "evalLogits",
    "inputGradient",
  ]);
});

test("doctor --verify fails where a number is off, and refuses what is no golden file", () => {
  const golden = JSON.parse(readFileSync("test/golden/train_resnet8_w4.json", "utf8")) as {
    expect: { losses: number[] };
  };
  golden.expect.losses[3]! += 1e-3;
  const wrong = join(newFolder(), "wrong.json");
  writeFileSync(wrong, JSON.stringify(golden));
  expect(sparse("doctor", "--verify", wrong).code).toBe(1);
  writeFileSync(wrong, "{}");
  expect(sparse("doctor", "--verify", wrong).code).toBe(2);
});

test("Ctrl-C stops after the batch with a checkpoint, and resume finishes the run", async () => {
  const folder = newFolder();
  const file = join(folder, "long.sparse.yaml");
  writeFileSync(file, `${tiny.replace("epochs: 1", "epochs: 40")}dense: false\n`);
  const child = spawn(process.execPath, [resolve("dist/cli.js"), "run", file, "--threads", "1", "--json"]);
  const ended = new Promise<number | null>((settle) => child.on("exit", settle));
  for await (const line of createInterface(child.stdout)) if (line.includes('"epoch":1')) child.kill("SIGINT");
  expect(await ended).toBe(130);
  const out = join(folder, ".sparse");
  expect(sparse("show", "cifar", "--out", out).out).toContain("stopped");
  expect(sparse("resume", "cifar", "--out", out).code).toBe(0);
  expect(sparse("runs", "--out", out).out).toMatch(/completed +40\/40/);
});
