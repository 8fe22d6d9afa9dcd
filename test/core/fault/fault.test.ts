import { expect, test } from "vitest";
import { FaultError, fault, faultWords } from "../../../src/core/fault/fault";
import { english } from "../../../src/core/fault/phrases";
import { japanese } from "../../../src/core/fault/phrases.ja";
import { expectSameTemplates, japaneseText } from "../japanese";

const header = fault("header.outside", { bytes: 900 });
const unusable = { ...fault("unusable", { file: "/nets/a.safetensors", format: "safetensors" }), why: header };

test("a refusal names the file and what is wrong with it, in the reader's language", () => {
  expect(faultWords(unusable, "en")).toBe(
    "/nets/a.safetensors is not a usable safetensors file: its header of 900 bytes goes past its end.",
  );
  expect(faultWords(unusable, "ja")).toBe(
    "/nets/a.safetensors は safetensors ファイルとして使えません: 900 バイトのヘッダーがファイルの終わりを越えています。",
  );
});

test("an array without a name is just its file's", () => {
  expect(faultWords(fault("npy.start"), "en")).toBe("its array does not begin as an npy array does");
  expect(faultWords(fault("npy.start", { name: "conv1" }), "ja")).toBe("配列 conv1 が npy 配列の形で始まっていません");
});

test("a fault that is thrown says itself in English, and is a RangeError", () => {
  const error = new FaultError("layer.none", { name: "fc" });
  expect([error.message, error instanceof RangeError]).toEqual(["it holds no layer fc", true]);
});

test("every fault is there in Japanese, with the same arguments", () => {
  expectSameTemplates(english, japanese);
  const foreign = Object.entries(japanese).filter(([id, words]) => id !== "other" && !japaneseText.test(words));
  expect(foreign).toEqual([]);
});
