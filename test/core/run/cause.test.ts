import { expect, test } from "vitest";
import { causeWords, reasonWords, type Cause, type Divergence } from "../../../src/core/run/cause";
import { digest, DigestSchema, readDigest } from "../../../src/core/run/digest";
import type { RunEvent } from "../../../src/core/run/event";
import { fold } from "../../../src/core/run/state";
import { deviceWords } from "../../../src/core/run/words";
import * as Value from "typebox/value";

const diverged: Divergence = {
  ...{ kind: "diverged", at: 4, step: 5, epoch: 2, rate: 0.1, checkpoint: 3 },
  ...{ what: "gradient", layer: "conv1.weight" },
};
const failed: RunEvent = { kind: "finished", at: 5, outcome: "failed", reason: "as noted" };

test("a run that diverged says where and what to do, in the reader's language", () => {
  expect(causeWords(diverged, "en")).toBe(
    "Training diverged at step 5 (epoch 2): infinity or NaN in the gradient of conv1.weight. The learning rate was 0.1: lower train.optimizer.lr or add train.schedule.warmup. The checkpoint of step 3 is kept.",
  );
  expect(causeWords(diverged, "ja")).toBe(
    "ステップ 5 (エポック 2) で学習が発散しました。conv1.weight の勾配に無限大または NaN があります。学習率は 0.1 でした。train.optimizer.lr を下げるか、train.schedule.warmup を加えてください。ステップ 3 のチェックポイントは残っています。",
  );
});

test("images that are not finite are no matter of the learning rate, and without a checkpoint none is named", () => {
  const input: Cause = { ...diverged, what: "input", checkpoint: 0 };
  expect(causeWords(input, "en")).toBe(
    "Training stopped at step 5 (epoch 2): infinity or NaN in the images. Check the data set and its normalisation.",
  );
});

test("a process that died says how it ended, in which epoch and where its last words are", () => {
  const died: Cause = { kind: "died", epoch: 3, log: "trainer.log", how: { kind: "code", code: 134 } };
  expect(causeWords(died, "en")).toMatch(/^The training process ended with code 134 in epoch 3\. .* in trainer\.log /);
  expect(causeWords({ ...died, how: { kind: "signal", signal: "SIGKILL" } }, "ja")).toMatch(
    /^エポック 3 で学習プロセスが途絶えました \(シグナル SIGKILL\)。/,
  );
});

test("the cause outlives the end of the run and its digest, until the run goes on", () => {
  const state = fold([diverged, failed]);
  expect(reasonWords(state, "ja")).toBe(causeWords(diverged, "ja"));
  const kept: unknown = JSON.parse(JSON.stringify(digest(state)));
  expect(reasonWords(readDigest(Value.Parse(DigestSchema, kept)), "ja")).toBe(causeWords(diverged, "ja"));
  expect(reasonWords(fold([diverged, failed, { kind: "queued", at: 6 }]), "ja")).toBeUndefined();
});

test("a reason that is only known as a sentence is said as it was noted", () => {
  expect(reasonWords(fold([failed]), "ja")).toBe("as noted");
});

test("a device of this engine is named in the reader's language, another one as it names itself", () => {
  const device = { engine: "sparse", description: "2 CPU threads, relaxed SIMD", threads: 2, module: "relaxed" };
  expect([deviceWords(device, "en"), deviceWords(device, "ja")]).toEqual([
    device.description,
    "CPU 2 スレッド、relaxed SIMD",
  ]);
  expect(deviceWords({ ...device, engine: "other" }, "ja")).toBe(device.description);
});
