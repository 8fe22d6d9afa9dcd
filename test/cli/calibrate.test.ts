import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { readCalibration, subjects } from "../../src/core/estimate/calibration";

/** The real command, with the caches of a person who has none yet. */
const home = mkdtempSync(join(tmpdir(), "sparse-home-"));
const env = { ...process.env, HOME: home, XDG_CACHE_HOME: join(home, "cache"), LOCALAPPDATA: join(home, "local") };

function sparse(...words: readonly string[]) {
  const { status, stdout } = spawnSync(process.execPath, [resolve("dist/cli.js"), ...words], { encoding: "utf8", env });
  return { code: status, out: stdout };
}

const file = join(home, "tiny.sparse.yaml");
writeFileSync(
  file,
  `version: 1
model: cifar_resnet_8_4
data: { format: builtin, train: 40, test: 20 }
prune: { scheme: erk, density: 0.3 }
train: { epochs: 1, batch: 16 }
`,
);

test("calibrate measures once, and run then says how long it will take", { timeout: 240_000 }, () => {
  const before = sparse("run", file, "--threads", "1", "--out", join(home, "first"));
  expect(before.out).toMatch(/^2 runs, about \d+ MB of memory; time not measured yet \(sparse calibrate\)\.$/m);

  const { code, out } = sparse("calibrate", "--threads", "1", "--json");
  expect(code).toBe(0);
  const found = readCalibration(JSON.parse(out));
  expect(found).toMatchObject({ threads: 1, engine: { node: process.versions.node } });
  expect(found!.points.map(({ model }) => model)).toEqual(subjects.map(({ model }) => model));
  // Forward alone is less than forward, backward and update.
  for (const { stepMs, forwardMs } of found!.points) expect(forwardMs).toBeLessThan(stepMs);

  const after = sparse("run", file, "--threads", "1", "--out", join(home, "second"));
  expect(after.out).toMatch(/^2 runs, about [\d.]+ (s|min) and \d+ MB of memory\.$/m);
  // Another number of threads is another measurement.
  const other = sparse("run", file, "--threads", "2", "--out", join(home, "third"));
  expect(other.out).toContain("not measured yet");
});

test("calibrate refuses a number of threads that is none", () => {
  expect(sparse("calibrate", "--threads", "none").code).toBe(2);
});

test("Ctrl-C ends the measurement, and nothing is kept", async () => {
  const caches = mkdtempSync(join(tmpdir(), "sparse-home-"));
  const own = { ...env, HOME: caches, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches };
  const child = spawn(process.execPath, [resolve("dist/cli.js"), "calibrate", "--threads", "1"], { env: own });
  const ended = once(child, "exit");
  const said: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    said.push(line);
    if (line.startsWith("Measuring")) child.kill("SIGINT");
  }
  expect(said.at(-1)).toBe("Stopped; nothing was measured.");
  expect((await ended)[0]).toBe(130);
  expect(readdirSync(caches)).toEqual([]);
});
