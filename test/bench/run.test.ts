import { expect, test } from "vitest";
import { checked } from "../../bench/checked";
import { ReportSchema } from "../../bench/report";
import { run } from "../../bench/run";
import { reportText } from "../../bench/table";

const network = { name: "cifar_resnet_8", classes: 10, batch: 5, densities: [1, 0.1], elsewhere: [], profiled: [0.1] };

test("a run without PyTorch measures each of our candidates and every layer of the network", async () => {
  const said: string[] = [];
  const report = await run({
    settings: { networks: [{ ...network, rounds: 1, warmups: 0, steps: 2, turnMs: 60_000 }], threads: [1, 2] },
    ...{ nodes: [process.execPath, process.execPath], python: "no-such-python", root: ".", date: "2030-01-02" },
    say: (line) => said.push(line),
  });
  expect(checked(ReportSchema, JSON.parse(JSON.stringify(report)), "The report")).toEqual(report);
  expect(said[0]).toBe("no-such-python has no PyTorch, so our times are compared with each other only.");
  expect(report.runtimes.map(({ node }) => node)).toEqual([process.versions.node]);
  expect(report.groups.map(({ threads, rows }) => [threads, rows.length])).toEqual([
    [1, 5],
    [2, 5],
  ]);
  for (const row of report.groups.flatMap(({ rows }) => rows)) {
    expect(row.wallMs).toMatchObject({ samples: 2 });
    expect(row.memoryBytes).toBeGreaterThan(1e6);
  }
  const [profile] = report.profiles;
  const layers = (pass: string): number => {
    const rows = profile!.rows.filter((row) => row.pass === pass && row.flop > 0);
    return rows.reduce((sum, row) => sum + row.layers, 0);
  };
  // 3 blocks of two convolutions, the first one, two shortcuts and the dense layer; the images need no gradient.
  expect([layers("forward"), layers("weight gradient"), layers("input gradient")]).toEqual([10, 10, 9]);
  expect(profile!.rows.every(({ ms }) => ms > 0)).toBe(true);
  expect(reportText(report)).toContain("outside the kernels");
});

test("a Node that does not start is named", async () => {
  const settings = { networks: [], threads: [1] };
  const start = run({
    settings,
    nodes: ["no-such-node"],
    python: "python3",
    root: ".",
    date: "",
    say: () => undefined,
  });
  await expect(start).rejects.toThrow("no-such-node could not be started");
});
