import { expect, test } from "vitest";
import { readExperiment } from "../../../src/core/experiment/read";
import { check, machine, plansOf } from "./examples";

/** A machine whose training can have so many GB. */
const having = (gigabytes: number) => ({ ...machine(), memoryBytes: () => gigabytes * 1e9 });

const cifar = "version: 1\nmodel: cifar_resnet_20\ndense: false\nprune: { scheme: erk, density: 0.1 }\n";

test("a batch that cannot be held is marked where it is written, with the largest that can", () => {
  check(
    `${cifar}train: { epochs: 1, batch: «4000» }\n`,
    [
      "batch-too-large: With a batch of 4000, training cifar_resnet_20 would need about 8.7 GB of memory, " +
        "but can have 4.0 GB here; write train.batch: 1828 or less.",
    ],
    having(4),
  );
  plansOf(`${cifar}train: { epochs: 1, batch: 1828 }\n`, having(4));
});

test("what is larger by less than the estimate may be off is left to the engine", () => {
  // 1828 images are the most for 4 GB, so 1920 of them need some 4.2.
  plansOf(`${cifar}train: { epochs: 1, batch: 1920 }\n`, having(4));
});

test("where the file gives no batch, the network is marked", () => {
  const pictures = "data: { format: imagenet, path: ./pictures }\nseeds: [1, 2, 3]\n";
  const message =
    "batch-too-large: With a batch of 768, training resnet50 would need about 82.1 GB of memory, " +
    "but can have 4.3 GB here; write train.batch: 32 or less.";
  check(`version: 1\nmodel: «resnet50»\n${pictures}`, [message], having(2 ** 32 / 1e9));
  check(`version: 1\nmodel: resnet50\ntrain: «{ epochs: 10 }»\n${pictures}`, [message], having(2 ** 32 / 1e9));
});

test("of a grid, every network and batch is judged by itself, and the dense twins too", () => {
  const grid =
    "version: 1\nmodel: { family: cifar_resnet, depth: 8, width: [8, 256] }\ntrain: { batch: [16, «512»] }\n";
  const seeds = "seeds: [1, 2, 3]\n";
  const wide = "batch-too-large: With a batch of 512, training cifar_resnet_8_256 would need about";
  check(
    `${grid}${seeds}prune: { scheme: erk, density: 0.02 }\ndense: false\n`,
    [`${wide} 8.4 GB of memory, but can have 4.0 GB here; write train.batch: 240 or less.`],
    having(4),
  );
  // The twin keeps 19.5 M weights, not 0.4 M: 28 bytes each, and more for their gradients.
  check(
    `${grid}${seeds}prune: { scheme: erk, density: 0.02 }\n`,
    [`${wide} 9.2 GB of memory, but can have 4.0 GB here; write train.batch: 192 or less.`],
    having(4),
  );
});

test("a network that fits with no batch is given no advice", () => {
  check(
    "version: 1\nmodel: vgg11\nprune: { scheme: dense }\ntrain: { batch: «1» }\n",
    ["batch-too-large: With a batch of 1, training vgg11 would need about 343 MB of memory, but can have 200 MB here."],
    having(0.2),
  );
});

test("nothing is said where nobody knows the memory, or as long as something else is wrong", () => {
  plansOf(`${cifar}train: { batch: 60000 }\n`);
  const text = `${cifar}train: { batch: 60000, epochs: none }\n`;
  expect(readExperiment(text, having(4)).problems.map(({ code }) => code)).toEqual(["expected-integer"]);
});
