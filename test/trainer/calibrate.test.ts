import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readCalibration, subjects } from "../../src/core/estimate/calibration";
import { sparseEngine } from "../../src/engine/sparse/engine";
import { calibrate } from "../../src/trainer/calibrate";
import { measured } from "../core/estimate/calibrated";

const engine = sparseEngine({ assets: resolve("dist/engine") });

/** A clock that goes on by a second whenever it is asked. */
function clock(): () => number {
  let asked = 0;
  return () => 1000 * asked++;
}

test("every network is timed in every call, and how far it is can be seen", async () => {
  const chosen = subjects.slice(3);
  const measuring = calibrate({ engine, threads: 1, now: clock(), subjects: chosen });
  const progress: number[] = [];
  for (let step = await measuring.next(); ; step = await measuring.next()) {
    if (step.done !== true) {
      // Two networks are made ready, then timed three times each.
      expect(step.value.total).toBe(8);
      progress.push(step.value.done);
      continue;
    }
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(step.value.map(({ model, batch }) => [model, batch])).toEqual(
      chosen.map(({ model, batch }) => [model, batch]),
    );
    for (const { chooseMs, openMs, stepMs, forwardMs, attackMs } of step.value) {
      // Nothing comes between two looks at the clock but what is timed.
      expect([chooseMs, openMs, stepMs, forwardMs, attackMs]).toEqual(Array(5).fill(1000));
    }
    expect(readCalibration({ ...measured(), points: step.value })).toBeDefined();
    return;
  }
});

test("whoever has enough leaves, and the sessions are closed", async () => {
  let open = 0;
  const counting: typeof engine = {
    ...engine,
    open: async (request) => {
      const session = await engine.open(request);
      open += 1;
      return {
        ...session,
        close: async () => {
          open -= 1;
          await session.close();
        },
      };
    },
  };
  for await (const { done } of calibrate({ engine: counting, threads: 1, now: clock(), subjects: subjects.slice(3) })) {
    if (done === 2) expect(open).toBe(2);
    if (done === 3) break;
  }
  expect(open).toBe(0);
});
