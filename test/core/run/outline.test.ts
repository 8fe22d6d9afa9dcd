import { expect, test } from "vitest";
import type { RunEvent } from "../../../src/core/run/event";
import { readFilter } from "../../../src/core/run/filter";
import { changedRows, outline, tally, type Order, type OutlineRun } from "../../../src/core/run/outline";
import { english } from "../../../src/core/run/phrases";
import { japanese } from "../../../src/core/run/phrases.ja";
import { fold } from "../../../src/core/run/state";
import type { RunStatus } from "../../../src/core/run/status";
import { summary } from "../../../src/core/run/summary";
import { planTitle } from "../../../src/core/experiment/plans";
import { samplePlan } from "../../host/sampleRuns";
import { expectSameTemplates } from "../japanese";

interface Sample {
  readonly at?: number;
  readonly seed?: number;
  readonly density?: number;
  readonly experiment?: string;
  readonly accuracy?: number;
  readonly status?: RunStatus;
  readonly name?: string;
  readonly starred?: true;
}

test("runs stand by experiment, then by network, with their seeds below", () => {
  const runs = [
    run("a2", { experiment: "grid", density: 0.1, seed: 2 }),
    run("a1", { experiment: "grid", density: 0.1, seed: 1 }),
    run("b1", { experiment: "grid", density: 0.2 }),
    run("c1", { density: 0.3 }),
  ];
  expect(drawn(runs, "density")).toEqual([
    "experiment:grid",
    "  cell:grid:0.1",
    "    a1",
    "    a2",
    "  b1",
    "experiment:",
    "  c1",
  ]);
});

test("where no file asked for any run there is no heading", () => {
  expect(drawn([run("a", { density: 0.1 }), run("b", { density: 0.2 })], "density")).toEqual(["a", "b"]);
});

test("what all networks of an experiment have in common stands in its heading", () => {
  const runs = [0.1, 0.2].map((density) => run(String(density), { experiment: "grid", density }));
  const { rows } = outline([...runs, run("alone", {})], "density");
  expect(rows.get("experiment:grid")).toMatchObject({ common: "cifar_resnet_20_8" });
  expect(rows.get("0.2")).toMatchObject({ label: "erk 0.2" });
  expect(rows.get("experiment:")).toMatchObject({ common: "" });
  expect(rows.get("alone")).toMatchObject({ label: "cifar_resnet_20_8 · erk 0.1" });
});

test("one network of two experiments is a cell in each", () => {
  const runs = [
    run("a", { experiment: "x", at: 1 }),
    run("b", { experiment: "x", at: 1, seed: 2 }),
    run("c", { experiment: "y", at: 2 }),
  ];
  expect(drawn(runs, "newest")).toEqual(["experiment:y", "  c", "experiment:x", "  cell:x:0.1", "    a", "    b"]);
});

test("a dense twin stands below every experiment whose networks it is the twin of", () => {
  const runs = [
    run("dense", { experiment: "x", density: 1, at: 1 }),
    run("a", { experiment: "x", at: 1 }),
    run("b", { experiment: "y", at: 2 }),
    run("c", { experiment: "z", at: 3, seed: 2 }),
  ];
  const [z, y, x] = ["experiment:z", "experiment:y", "experiment:x"];
  expect(drawn(runs, "density")).toEqual([z, "  c", y, "  b", "  dense in y", x, "  a", "  dense"]);
  const before = outline(runs, "newest");
  expect(changedRows(before, outline(runs, "newest"), ["dense"])).toEqual(["dense", x, "dense in y", y]);
});

test.each<[Order, string[]]>([
  ["newest", ["c", "b", "a", "d"]],
  ["accuracy", ["b", "a", "c", "d"]],
  ["density", ["d", "a", "b", "c"]],
  ["state", ["d", "c", "a", "b"]],
  ["name", ["c", "a", "b", "d"]],
])("by %s", (order, expected) => {
  const runs = [
    run("a", { density: 0.2, at: 2, accuracy: 0.5, name: "net 2" }),
    run("b", { density: 0.3, at: 3, accuracy: 0.7, name: "net 10" }),
    run("c", { density: 0.4, at: 4, status: "failed", name: "alpha" }),
    run("d", { density: 0.1, at: 1, status: "running", name: "zeta" }),
  ];
  expect(drawn(runs, order)).toEqual(expected);
});

test("a tally counts states and samples what is tested", () => {
  const runs = [run("a", { accuracy: 0.5 }), run("b", { accuracy: 0.7 }), run("c", { status: "running" })];
  const { accuracy, statuses } = tally(runs);
  expect(accuracy).toMatchObject({ n: 2, mean: 0.6 });
  expect(statuses).toEqual({ completed: 2, running: 1 });
});

test("a run that goes on is drawn again with what it stands in, and a new one draws all", () => {
  const runs = [run("a", { experiment: "x" }), run("b", { experiment: "x", seed: 2 }), run("c", { density: 0.4 })];
  const before = outline(runs, "newest");
  expect(changedRows(before, outline(runs, "newest"), ["b"])).toEqual(["b", "cell:x:0.1", "experiment:x"]);
  expect(changedRows(before, outline(runs, "newest"), [])).toEqual([]);
  expect(changedRows(before, outline([...runs, run("d", { density: 0.5 })], "newest"), ["d"])).toBeUndefined();
  expect(changedRows(before, outline(runs.slice(1), "newest"), [])).toBeUndefined();
});

test.each<[string, string[]]>([
  ["", ["a", "b", "c"]],
  ["ERK", ["a", "b", "c"]],
  ["grid", ["a"]],
  ["erk density<0.2", ["a"]],
  ["density>=0.2", ["b", "c"]],
  ["density=0.2", ["b"]],
  ["accuracy>70%", ["b"]],
  ["state:failed", ["c"]],
  ["training", []],
  ["completed seed:2", ["b"]],
  ["is:starred", ["c"]],
  ['"second best"', ["b"]],
  ["best second", ["b"]],
  ["experiment:grid state:failed", []],
  ["a<b", []],
])("the filter %j shows %j", (text, expected) => {
  const runs = [
    run("a", { density: 0.1, experiment: "grid.sparse.yaml", accuracy: 0.5 }),
    run("b", { density: 0.2, accuracy: 0.8, name: "second best", seed: 2 }),
    run("c", { density: 0.3, status: "failed", starred: true }),
  ];
  const filter = readFilter(text, "en");
  if (typeof filter !== "function") throw new Error(filter.problem);
  expect(runs.filter(filter).map(({ id }) => id)).toEqual(expected);
});

test("a filter by a number that is none says what to write", () => {
  expect(readFilter("erk density<few", "en")).toEqual({
    problem: '"density<few" compares with no number; write something like density<0.1.',
  });
  expect(readFilter("density<", "ja")).toEqual({
    problem: "「density<」には比べる数がありません。density<0.1 のように書いてください。",
  });
});

test("states can be asked for in the editor's language", () => {
  const filter = readFilter("state:失敗", "ja");
  expect(typeof filter === "function" && filter(run("a", { status: "failed" }))).toBe(true);
});

test("every phrase about runs in Japanese has the arguments of its English words", () => {
  expectSameTemplates(english, japanese);
});

test("a run is summed up in Japanese", () => {
  const { state } = run("a", { accuracy: 0.5 });
  const twin = run("b", { accuracy: 0.62 }).state;
  expect(summary({ state, status: "completed", epochs: 2, twin }, "ja")).toBe(
    "全 2 エポックが終わりました。テスト画像の正解率は 50.0 % です。密な対照モデルは 62.0 % です (差は −12.0 ポイント)。",
  );
});

function run(
  id: string,
  { at = 0, seed = 1, density = 0.1, experiment, accuracy, status, ...mark }: Sample,
): OutlineRun {
  const scheme = density === 1 ? "dense" : "erk";
  const plan = { ...samplePlan, seed, prune: { ...samplePlan.prune, scheme, density } } as const;
  const events: RunEvent[] = [
    { kind: "queued", at, ...(experiment !== undefined && { experiment }) },
    ...(accuracy === undefined
      ? []
      : [{ kind: "tested", at, which: "last", epoch: 1, metrics: { accuracy } } as const]),
  ];
  const common = { id, plan, title: planTitle(plan), cell: String(density), twin: "1", ...mark };
  return { ...common, state: fold(events), status: status ?? "completed" };
}

/** Every row in its place, two blanks a level. */
function drawn(runs: readonly OutlineRun[], order: Order): string[] {
  const { roots, rows } = outline(runs, order);
  const lines = (key: string, level: string): string[] => {
    const row = rows.get(key)!;
    return [
      `${level}${key}`,
      ...(row.kind === "run" ? [] : row.children.flatMap((child) => lines(child, `${level}  `))),
    ];
  };
  return roots.flatMap((key) => lines(key, ""));
}
