import { expect, test } from "vitest";
import type { Plan } from "../../../src/core/experiment/plan";
import { judgedClaims, type ClaimId, type JudgedClaim } from "../../../src/core/report/claims";
import { extentWords } from "../../../src/core/report/extent";
import type { ResultRun } from "../../../src/core/results/run";
import type { Metrics } from "../../../src/core/run/findings";
import { denseTwin } from "../../../src/core/run/twin";
import type { SchemeId } from "../../../src/core/sparsity/schemes";
import { tinyPlan } from "../../plans";
import { dense, erk, runOf, seeds, tested } from "../results/runs";

const denseRuns = seeds(dense, [0.9, 0.9, 0.9]);

function claimOf(id: ClaimId, ...runs: readonly (readonly ResultRun[])[]): JudgedClaim {
  return judgedClaims(runs.flat(), "en").find((claim) => claim.id === id)!;
}

function check(id: ClaimId, verdict: JudgedClaim["verdict"], ...runs: readonly (readonly ResultRun[])[]): string {
  const claim = claimOf(id, ...runs);
  expect([id, claim.verdict, claim.numbers.join(" ")]).toEqual([id, verdict, expect.any(String)]);
  return claim.numbers.join(" ");
}

function pruned(scheme: SchemeId, density = 0.1, changes: Partial<Plan> = {}): Plan {
  return tinyPlan({ prune: { scheme, density, sampling: "exact" }, ...changes });
}

/** Three seeds of a network that each got these. */
function measured(plan: Plan, all: readonly Metrics[]): readonly ResultRun[] {
  return all.map((metrics, index) => runOf({ ...plan, seed: index + 1 }, [tested(metrics)]));
}

test("a network matches its dense twin where its differences lie within the margin, whatever their sign", () => {
  // 0.1, 0 and −0.1 points: the interval of ±0.25 points lies within ±0.5
  const words = check("match", "supported", denseRuns, seeds(erk(0.2), [0.901, 0.9, 0.899]));
  expect(words).toBe("ERK 0.2 0.00 points (−0.25 to +0.25).");
  // −11, −10 and −9 points: 4.30265 · 1 / √3 = 2.48 to each side
  const worse = check("match", "contradicted", denseRuns, seeds(erk(0.1), [0.79, 0.8, 0.81]));
  expect(worse).toBe("ERK 0.1 −10.00 points (−12.48 to −7.52).");
  expect(claimOf("match", denseRuns, seeds(erk(0.1), [0.79, 0.8, 0.81])).scale).toBe(
    "6 runs, 3 seeds; cifar_resnet_8_4; built-in images (50 for training, 10 % of them held back for validation); 2 epochs",
  );
});

test("the scale names what was trained, on which images and for how long, and how far an experiment was shrunk", () => {
  const folder = { format: "cifar10", path: "/data" } as const;
  const plans = [
    { ...dense, train: { ...dense.train, validation: 0 } },
    { ...dense, seed: 2, model: { preset: "vgg11" }, data: folder },
    { ...dense, data: { ...folder, limit: 1000, share: 0.1 }, scale: 0.1 },
    { ...dense, data: { ...folder, share: 0.1 }, scale: 0.1 },
  ];
  expect(extentWords(plans, "en")).toBe(
    "4 runs, 2 seeds; cifar_resnet_8_4, vgg11; built-in images (50 for training), " +
      "CIFAR-10 (10 % of the training images held back for validation), " +
      "CIFAR-10 (100 for training, 10 % of them held back for validation), " +
      "10 % of CIFAR-10 (10 % of the training images held back for validation); 2 epochs; " +
      "at scale 1, 0.1 of the experiment",
  );
});

test("networks that disagree leave a claim undecided, and are counted", () => {
  const words = check(
    "match",
    "undecided",
    denseRuns,
    seeds(erk(0.2), [0.9, 0.9, 0.9]),
    seeds(erk(0.1), [0.79, 0.8, 0.81]),
  );
  expect(words).toBe(
    "Of 2 comparisons: 1 for it, 1 against it, 0 undecided. Most in its favour: ERK 0.2 0.00 points (0 to 0). " +
      "Least in its favour: ERK 0.1 −10.00 points (−12.48 to −7.52).",
  );
});

test("one finding among many decides nothing: more than half must agree", () => {
  const wide = [0.8, 0.9, 1];
  const equal = seeds(erk(0.2), [0.9, 0.9, 0.9]);
  check("match", "undecided", denseRuns, equal, seeds(erk(0.1), wide));
  check("match", "supported", denseRuns, equal, seeds(erk(0.5), [0.9, 0.9, 0.9]), seeds(erk(0.1), wide));
});

test("means alone decide nothing: one seed has no interval", () => {
  expect(check("match", "undecided", seeds(dense, [0.9]), seeds(erk(0.1), [0.2]))).toBe("ERK 0.1 −70.00 points.");
});

test("without dense twins nothing is compared, and what to train is said", () => {
  expect(check("match", "untested", seeds(erk(0.1), [0.8, 0.8, 0.8]))).toMatch(
    /^Train sparse networks with their dense/,
  );
  expect(claimOf("match").scale).toBe("");
});

test("a network that is as good as its dense twin does not beat it", () => {
  check("beat", "supported", denseRuns, seeds(erk(0.1), [0.94, 0.95, 0.96]));
  check("beat", "contradicted", denseRuns, seeds(erk(0.1), [0.9, 0.9, 0.9]));
  check("beat", "undecided", denseRuns, seeds(erk(0.1), [0.8, 0.9, 1]));
  check("beat", "untested", denseRuns);
});

test("masks whose positions were scored are not taken for random ones", () => {
  check("match", "untested", denseRuns, seeds(pruned("snip"), [0.9, 0.9, 0.9]));
  check("match", "supported", denseRuns, seeds(pruned("snip_ratio"), [0.9, 0.9, 0.9]));
});

const sized = (preset: string, accuracies: readonly number[]): readonly ResultRun[] => {
  const plan = { ...erk(0.1), model: { preset } };
  return [...seeds(denseTwin(plan), [0.9, 0.9, 0.9]), ...seeds(plan, accuracies)];
};

test.each([
  ["width", "cifar_resnet_8_8", "width 4", "width 8"],
  ["depth", "cifar_resnet_14_4", "depth 8", "depth 14"],
] as const)("the gap to dense is followed from the least to the greatest %s, seed by seed", (id, larger, from, to) => {
  const narrow = sized("cifar_resnet_8_4", [0.7, 0.71, 0.72]);
  // Gaps of 20, 19, 18 and of 10, 8, 9 points: 10, 11 and 9 less, half the interval 2.48
  expect(check(id, "supported", narrow, sized(larger, [0.8, 0.82, 0.81]))).toBe(
    `ERK 0.1, from a gap of 19.00 points at ${from} to 9.00 points at ${to}, shrinks by +10.00 points (+7.52 to +12.48).`,
  );
  check(id, "contradicted", narrow, sized(larger, [0.6, 0.62, 0.61]));
  // 10, −10 and 0 less
  check(id, "undecided", narrow, sized(larger, [0.8, 0.61, 0.72]));
  check(id, "untested", narrow);
});

test("ERK is set beside Uniform at equal density", () => {
  const uniform = seeds(pruned("uniform"), [0.7, 0.71, 0.72]);
  expect(check("ratios", "supported", seeds(erk(0.1), [0.8, 0.82, 0.81]), uniform)).toBe(
    "ERK 0.1 beside Uniform +10.00 points (+7.52 to +12.48).",
  );
  check("ratios", "contradicted", seeds(erk(0.1), [0.6, 0.62, 0.61]), uniform);
  check("ratios", "undecided", seeds(erk(0.1), [0.8, 0.61, 0.72]), uniform);
  check("ratios", "untested", seeds(erk(0.2), [0.8, 0.82, 0.81]), uniform);
});

test("lower calibration errors and likelihoods of errors are better, higher areas and accuracies under attack too", () => {
  const values = { low: [0.04, 0.05, 0.06], high: [0.14, 0.15, 0.16], any: [0, 0.1, 0.2] } as const;
  const better = { ece: "low", nll: "low", robustness: "high", outliers: "high" } as const;
  const ids = { ece: "ece", nll: "nll", robustness: "fgsm", outliers: "auc_msp/noise" } as const;
  for (const claim of ["ece", "nll", "robustness", "outliers"] as const) {
    const with3 = (plan: Plan, all: readonly number[]) =>
      measured(
        plan,
        all.map((value) => ({ [ids[claim]]: value })),
      );
    const twins = with3(dense, [0.1, 0.1, 0.1]);
    const worse = better[claim] === "low" ? "high" : "low";
    check(claim, "supported", twins, with3(erk(0.1), values[better[claim]]));
    check(claim, "contradicted", twins, with3(erk(0.1), values[worse]));
    check(claim, "undecided", twins, with3(erk(0.1), values.any));
    check(claim, "untested", denseRuns, seeds(erk(0.1), [0.9, 0.9, 0.9]));
  }
  const words = check(
    "ece",
    "supported",
    measured(dense, [{ ece: 0.1 }, { ece: 0.1 }]),
    measured(erk(0.1), [{ ece: 0.04 }, { ece: 0.04 }]),
  );
  expect(words).toBe("ERK 0.1 −0.06 (−0.06 to −0.06). Lower is better.");
});

test("every set of outliers is a comparison of its own", () => {
  const twins = measured(dense, Array(3).fill({ "auc_msp/noise": 0.8, "auc_msp/builtin": 0.8 }));
  const sparse = measured(erk(0.1), Array(3).fill({ "auc_msp/noise": 0.9, "auc_msp/builtin": 0.7 }));
  expect(check("outliers", "undecided", twins, sparse)).toBe(
    "Of 2 comparisons: 1 for it, 1 against it, 0 undecided. Most in its favour: ERK 0.1 (noise) +0.1 (+0.1 to +0.1). " +
      "Least in its favour: ERK 0.1 (builtin) −0.1 (−0.1 to −0.1).",
  );
});

test("schemes are set against the uniform ones at low densities only, and named in their order", () => {
  const uniform = seeds(pruned("uniform"), [0.7, 0.71, 0.72]);
  const plus = seeds(pruned("uniform_plus"), [0.71, 0.72, 0.73]);
  const best = [0.8, 0.82, 0.81];
  expect(check("erk", "supported", seeds(erk(0.1), best), uniform, plus)).toMatch(
    /By mean accuracy, cifar_resnet_8_4 at density 0\.1: ERK 81\.00 %, Uniform\+ 72\.00 %, Uniform 71\.00 %\.$/,
  );
  check("erk", "contradicted", seeds(erk(0.1), [0.6, 0.62, 0.61]), uniform, plus);
  check("erk", "undecided", seeds(erk(0.1), [0.8, 0.61, 0.72]), uniform, plus);
  check("erk", "untested", seeds(erk(0.5), best), seeds(pruned("uniform", 0.5), [0.7, 0.71, 0.72]));
  check("snip", "supported", seeds(pruned("snip_ratio"), best), uniform, plus);
  check("snip", "contradicted", seeds(pruned("snip_ratio"), [0.6, 0.62, 0.61]), uniform, plus);
  check("snip", "undecided", seeds(pruned("snip_ratio"), [0.8, 0.61, 0.72]), uniform, plus);
  check("snip", "untested", seeds(erk(0.1), best), uniform, plus);
  // One of the two is not both.
  check("snip", "untested", seeds(pruned("snip_ratio"), best), uniform);
});

test("schemes with a larger first gradient norm are looked for among those that got a higher accuracy", () => {
  const schemes = ["uniform", "uniform_plus", "erk", "er", "erk_plus"] as const;
  const flowing = (count: number, norm: (index: number) => number): readonly ResultRun[] =>
    schemes
      .slice(0, count)
      .map((scheme, index) =>
        runOf(pruned(scheme), [
          { kind: "gradientFlow", at: 0, epoch: 0, step: 0, kept: norm(index), all: 9, layers: [] },
          { kind: "gradientFlow", at: 1, epoch: 1, step: 3, kept: 9 - index, all: 9, layers: [] },
          tested({ accuracy: 0.5 + index / 10 }),
        ]),
      );
  // Two of the 5! orders are as far from chance as a perfect one: p = 2 / 120
  expect(
    check(
      "gradients",
      "supported",
      flowing(5, (index) => index),
    ),
  ).toBe("at density 0.1 the rank correlation over 5 schemes is 1.00 (p = 0.0167).");
  check(
    "gradients",
    "contradicted",
    flowing(5, (index) => -index + 5),
  );
  check(
    "gradients",
    "undecided",
    flowing(5, (index) => (index === 0 ? 2.5 : index)),
  );
  // Of 4! orders two: p = 0.083, whatever the four schemes do
  check(
    "gradients",
    "untested",
    flowing(4, (index) => index),
  );
  // A sixth scheme that came to the network of the fifth adds nothing
  const twice = runOf(pruned("snip_ratio"), [
    { kind: "gradientFlow", at: 0, epoch: 0, step: 0, kept: 4, all: 9, layers: [] },
    tested({ accuracy: 0.9 }),
  ]);
  const four = flowing(5, (index) => index).slice(1);
  check("gradients", "untested", [...four, twice]);
});

test("all claims stand in the paper's order, in every language", () => {
  const questions = judgedClaims([], "ja").map(({ question }) => question);
  expect(questions).toEqual([...questions].sort());
  expect(questions).toHaveLength(12);
});
