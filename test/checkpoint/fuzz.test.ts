import fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { expect, test } from "vitest";
import { fuzzing } from "../core/language/mutations";
import { complaint, written } from "./files";

const folder = "test/golden/checkpoints";
const files = readdirSync(folder).filter((name) => !/\.(py|json|data)$/.test(name));
const interesting = [0, 1, 0x7f, 0x80, 0xff, 0x22, 0x50];

const edit = fc.record({
  at: fc.nat(),
  bytes: fc.array(fc.oneof(fc.constantFrom(...interesting), fc.nat(255)), { minLength: 1, maxLength: 9 }),
});
const damage = fc.record({
  file: fc.constantFrom(...files),
  edits: fc.array(edit, { minLength: 1, maxLength: 6 }),
  cut: fc.option(fc.nat(), { freq: 4 }),
  surplus: fc.nat(20),
});

/** A real file with some of its bytes overwritten, half of them near its beginning, perhaps cut off or with a tail. */
function damaged({ file, edits, cut, surplus }: typeof damage extends fc.Arbitrary<infer T> ? T : never): string {
  const bytes = Buffer.from(readFileSync(join(folder, file)));
  edits.forEach(({ at, bytes: values }, index) => {
    bytes.set(values.slice(0, bytes.length), at % Math.max(1, (index % 2 ? bytes.length : bytes.length / 8) - 9));
  });
  const whole = cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
  return written(`fuzz${extname(file)}`, whole, Buffer.alloc(surplus));
}

test("a damaged file is read or refused in one sentence, never with a crash", async () => {
  await fc.assert(
    fc.asyncProperty(damage, async (how) => {
      const said = await complaint(damaged(how));
      expect(said).toMatch(/^$|^FILE is not a usable [A-Za-z0-9]+ file: [^\n]+\.$/);
    }),
    fuzzing,
  );
}, 600_000);
