import { expect, test } from "vitest";
import { loadLimits } from "../../bench/runner/limits";

const [sums, from, to] = [0, 65536, 65536 + 1024] as const;

test("the loops that measure the machine do all the work that is counted", async () => {
  const { memory, multiplyAdd, touch, read, copy } = await loadLimits(to + 1024);
  const numbers = (count: number) => [...new Float32Array(memory.buffer, sums, count)];
  // Each of the 48 numbers starts as 0, and then one more a round.
  multiplyAdd(sums, 1000, 1);
  expect(numbers(49)).toEqual([...new Array<number>(48).fill(1000), 0]);

  // 512 bytes of ones are four times the 32 numbers; read three times, and once where nothing was written.
  touch(from, 512);
  read(from, 512, 3, sums);
  read(to, 512, 1, sums);
  expect(numbers(32)).toEqual(new Array<number>(32).fill(1012));
  copy(from, to, 512);
  read(to, 1024, 1, sums);
  expect(numbers(32)).toEqual(new Array<number>(32).fill(1016));
});
