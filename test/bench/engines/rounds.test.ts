import { expect, test } from "vitest";
import type { Answer } from "../../../bench/engines/process";
import { play, type Entrant } from "../../../bench/engines/rounds";

const narrow = { name: "cifar_resnet_8_4", classes: 10, batch: 1 };
const wide = { ...narrow, name: "cifar_resnet_8_8" };
const settings = { rounds: 2, patienceMs: 30_000 };

test("everybody has a turn in each round, and what failed once has none after it", async () => {
  const asked: string[] = [];
  const entrants = [entrant(1, () => (asked.push("dense"), took(10))), entrant(0.1, () => (asked.push("sparse"), no))];
  const { rows } = await play(entrants, narrow, 1, settings);
  expect(asked).toEqual(["dense", "sparse", "dense"]);
  expect(rows).toEqual([
    { contestant: entrants[0]!.contestant, turns: [took(10), took(10)] },
    { contestant: entrants[1]!.contestant, turns: [], reason: "There is too little memory." },
  ]);
});

test("who would take longer than the patience, by a narrower network, is left out", async () => {
  // w filters: about 47,104 w² multiply-adds and, since the images keep three channels, 27,688 w: 3.74 times as many.
  const entrants = [entrant(1, () => took(10_000)), entrant(0.1, () => took(5_000))];
  const before = await play(entrants, narrow, 1, settings);
  const { rows } = await play(entrants, wide, 1, settings, before);
  expect(rows.map(({ turns }) => turns.length)).toEqual([0, 2]);
  expect(rows[0]!.reason).toBe("left out: a step would take about 37 s, and --patience is 30 s");
});

const no: Answer = { fault: "There is too little memory." };

function took(ms: number) {
  return { steps: 1, wallMs: ms, cpuMs: ms };
}

function entrant(density: number, answer: () => Answer): Entrant {
  return { contestant: { by: "engine", engine: "sparse", density }, turn: () => Promise.resolve(answer()) };
}
