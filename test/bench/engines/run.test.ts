import { expect, test } from "vitest";
import { checked } from "../../../bench/checked";
import { startEngine } from "../../../bench/engines/process";
import { EnginesReportSchema } from "../../../bench/engines/report";
import { measureEngines } from "../../../bench/engines/run";
import { enginesText } from "../../../bench/engines/table";

const settings = {
  engines: ["tensorflow-gpu", "sparse"] as const,
  ...{ widths: [4], densities: [1, 0.05], batch: 3, threads: [1], rounds: 1 },
  ...{ warmups: 1, turnMs: 1, patienceMs: 60_000 },
};

test("the sparse engine is measured where no other engine and no PyTorch is there", async () => {
  const said: string[] = [];
  const report = await measureEngines({
    ...{ settings: { ...settings, engines: [...settings.engines] }, node: process.execPath },
    ...{ python: "no-such-python", root: ".", date: "2030-01-02", say: (line) => said.push(line) },
  });
  expect(checked(EnginesReportSchema, JSON.parse(JSON.stringify(report)), "The report")).toEqual(report);
  expect(said[0]).toBe("no-such-python has no PyTorch, so the engines are compared with each other only.");
  expect(report.node).toBe(process.versions.node);
  expect(report.engines).toMatchObject([
    { engine: "tensorflow-gpu", works: false, reason: "its package is not installed" },
    { engine: "sparse", works: true },
  ]);
  const rows = report.groups.flatMap((group) => group.rows);
  expect(rows.map(({ contestant, turns }) => [contestant, turns.length])).toEqual([
    [{ by: "engine", engine: "sparse", density: 1 }, 1],
    [{ by: "engine", engine: "sparse", density: 0.05 }, 1],
  ]);
  expect(rows.flatMap(({ turns }) => turns).every(({ steps, wallMs }) => steps >= 1 && wallMs > 0)).toBe(true);
  expect(report.overhead[0]!.rows).toHaveLength(1);
  expect(enginesText(report)).toContain("cifar_resnet_20_4, batch 3, 1 thread");
});

test("an engine whose process ends is told with a reason and fails nothing", async () => {
  const { state, turn } = await startEngine(process.execPath, "no-such-script.mjs", "webgpu", 1);
  const reason = "The process of the engine webgpu has ended early; what it said stands above.";
  expect(state).toEqual({ engine: "webgpu", works: false, reason });
  const network = { name: "cifar_resnet_8_4", classes: 10, batch: 1 };
  expect(await turn({ network, density: 1, threads: 1, warmups: 1, turnMs: 1 })).toEqual({ fault: reason });
});
