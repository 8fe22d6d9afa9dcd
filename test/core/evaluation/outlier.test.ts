import { readFileSync } from "node:fs";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { outlierScores, rocAuc, rocCurve } from "../../../src/core/evaluation/outlier";
import { stream } from "../../../src/core/random";

const matrix = Type.Object({ shape: Type.Array(Type.Number()), data: Type.Array(Type.Number()) });
const golden = Value.Parse(
  Type.Object({
    logits: matrix,
    ood_logits: matrix,
    auc_msp_id_positive: Type.Number(),
    auc_neg_entropy_id_positive: Type.Number(),
    auc_msp_quantised_50_with_ties: Type.Number(),
  }),
  JSON.parse(readFileSync("test/golden/metrics.json", "utf8")),
);
const scores = (score: "msp" | "entropy") =>
  [golden.logits, golden.ood_logits].map(({ data, shape }) =>
    outlierScores(score, Float64Array.from(data), shape[1]!),
  ) as [Float64Array, Float64Array];

test("areas under the curve equal the golden values, with ties too", () => {
  expect(rocAuc(...scores("msp"))).toBeCloseTo(golden.auc_msp_id_positive, 12);
  expect(rocAuc(...scores("entropy"))).toBeCloseTo(golden.auc_neg_entropy_id_positive, 12);
  const coarse = scores("msp").map((values) => values.map((value) => Math.floor(value * 50 + 0.5) / 50));
  expect(rocAuc(coarse[0]!, coarse[1]!)).toBeCloseTo(golden.auc_msp_quantised_50_with_ties, 12);
});

test("by hand: of six pairs four are won and one is tied", () => {
  // 3 beats 1 and 2; 2 beats 1 and ties with 2; 1 ties with 1 … so inside 3, 2 and outside 2, 1, 0.5: wins 3 + 2, tie 1
  expect(rocAuc(Float64Array.of(3, 2), Float64Array.of(2, 1, 0.5))).toBeCloseTo(5.5 / 6, 15);
});

test("a set cannot be told from itself, and separate ones can be told apart", () => {
  const random = stream(1, "auc");
  const some = Float64Array.from({ length: 500 }, () => random.below(40));
  expect(rocAuc(some, some)).toBeCloseTo(0.5, 12);
  expect(
    rocAuc(
      some.map((value) => value + 100),
      some,
    ),
  ).toBe(1);
  expect(
    rocAuc(
      some,
      some.map((value) => value + 100),
    ),
  ).toBe(0);
  expect(rocAuc(some, some.slice(0, 50))).toBeCloseTo(1 - rocAuc(some.slice(0, 50), some), 12);
});

test("scores that are no numbers have no area", () => {
  expect(rocAuc(Float64Array.of(NaN), Float64Array.of(1))).toBeNaN();
  expect(rocAuc(Float64Array.of(1), new Float64Array())).toBeNaN();
});

test("by hand: the entropy of a fair coin is log 2, of certainty 0, even where a probability underflows", () => {
  expect(outlierScores("entropy", Float64Array.of(1, 1, 1e5, 0, 0, 0), 2)).toEqual(
    Float64Array.of(-Math.log(2), 0, -Math.log(2)).map((value) => value + 0),
  );
  expect(outlierScores("msp", Float64Array.of(1, 1, 1e5, 0), 2)).toEqual(Float64Array.of(0.5, 1));
});

test("the curve rises from corner to corner, has few points, and the area below it", () => {
  const [inside, outside] = scores("msp");
  const curve = rocCurve(inside, outside);
  expect([curve[0], curve.at(-1)]).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(curve.length).toBeLessThanOrEqual(102);
  let area = 0;
  for (const [index, [x, y]] of curve.entries()) {
    if (index === 0) continue;
    const [before, height] = curve[index - 1]!;
    expect(x >= before && y >= height).toBe(true);
    area += ((x - before) * (y + height)) / 2;
  }
  expect(area).toBeCloseTo(golden.auc_msp_id_positive, 2);
  // Two scores only: the curve is its one corner.
  expect(rocCurve(Float64Array.of(1, 1, 0, 0), Float64Array.of(1, 0, 0, 0))).toEqual([
    [0, 0],
    [0.25, 0.5],
    [1, 1],
  ]);
});
