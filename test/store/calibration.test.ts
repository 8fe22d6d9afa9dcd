import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { calibrationFile, calibrationReader, writeCalibration, type Trained } from "../../src/store/calibration";
import { measured } from "../core/estimate/calibrated";

const { points } = measured();
const measurement = { at: 1000, load: 0.5, points };

/** An engine of our making, and where its measurement lies. */
function engine(changes: Partial<Trained> = {}) {
  const kernels = mkdtempSync(join(tmpdir(), "sparse-kernels-"));
  writeFileSync(join(kernels, "relaxed.wasm"), "one build");
  const trained: Trained = { threads: 2, node: "24.0.0", kernels, ...changes };
  return { trained, file: calibrationFile(trained, mkdtempSync(join(tmpdir(), "sparse-cache-"))) };
}

test("what was measured is read again, and nothing is left beside it", async () => {
  const { trained, file } = engine();
  const read = calibrationReader(trained, file);
  expect(read()).toBeUndefined();
  await writeCalibration(trained, measurement, file);
  expect(read()).toMatchObject({ ...measurement, threads: 2, engine: { node: "24.0.0" } });
  expect(readdirSync(dirname(file))).toEqual(["node-24.0.0-threads-2.json"]);
});

test("a file is read once, and again when it has changed", async () => {
  const { trained, file } = engine();
  await writeCalibration(trained, measurement, file);
  const read = calibrationReader(trained, file);
  const first = read();
  expect(read()).toBe(first);
  await writeCalibration(trained, { ...measurement, load: 12.25 }, file);
  expect(read()?.load).toBe(12.25);
});

test("every number of threads and version of Node has a file of its own", () => {
  const files = [
    { threads: 1, node: "20.1.0" },
    { threads: 2, node: "20.1.0" },
    { threads: 2, node: "24.0.0" },
  ].map((trained) => calibrationFile(trained, "/cache"));
  expect(new Set(files).size).toBe(3);
});

test("a measurement of another machine, engine or number of threads is none", async () => {
  const { trained, file } = engine();
  await writeCalibration(trained, measurement, file);
  const written = calibrationReader(trained, file)()!;
  const { machine } = written;
  const others = [
    { ...written, machine: { ...machine, cpu: "another" } },
    { ...written, machine: { ...machine, cores: machine.cores + 1 } },
    { ...written, engine: { ...written.engine, node: "20.1.0" } },
    { ...written, engine: { ...written.engine, kernels: "0123456789abcdef" } },
    { ...written, threads: 3 },
  ];
  for (const other of others) {
    writeFileSync(file, JSON.stringify(other));
    expect(calibrationReader(trained, file)()).toBeUndefined();
  }
  writeFileSync(file, JSON.stringify(written));
  expect(calibrationReader(trained, file)()).toEqual(written);
  // New kernels, old figures.
  writeFileSync(join(trained.kernels, "relaxed.wasm"), "another build");
  expect(calibrationReader(trained, file)()).toBeUndefined();
});

test.each(["", "{", "null", "[1]", '{"version":1}'])("a file with %j is no measurement", (text) => {
  const { trained } = engine();
  const file = join(mkdtempSync(join(tmpdir(), "sparse-cache-")), "speed.json");
  writeFileSync(file, text);
  expect(calibrationReader(trained, file)()).toBeUndefined();
});
