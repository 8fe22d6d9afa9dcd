import { expect, test } from "vitest";
import { DeviceFailure } from "../../../src/core/training/deviceFailure";
import { deviceFailure } from "../../../src/engine/tfjs/failure";
import { whyNotLoaded } from "../../../src/engine/tfjs/tensorflow";
import { tfjsEngine } from "../../../src/engine/tfjs/engine";
import { loadTensorFlow } from "../../../src/engine/tfjs/tensorflow";
import { loadWebGpu } from "../../../src/engine/tfjs/webgpu";
import { problem } from "../conformance";
import { networks } from "../networks";

const { request } = problem(networks.get("one class")!);

test.each([
  "OOM when allocating tensor with shape[512,64,32,32] and type float on /device:GPU:0 by allocator GPU_0_bfc",
  "GPUOutOfMemoryError: VkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY",
  "Buffer size (5368709120) exceeds the max buffer size limit (4294967296).",
  "Array buffer allocation failed",
])("%s: the message says what to lower", (said) => {
  const failure = deviceFailure(new Error(said), request);
  expect(failure).toBeInstanceOf(DeviceFailure);
  expect(failure?.message).toBe(
    "The device has no memory left for one class at batch 3: lower train.batch or the model's width, then resume.",
  );
});

test.each([
  "The device was lost: A valid external Instance reference no longer exists. (unknown)",
  "CUDA_ERROR_ILLEGAL_ADDRESS: an illegal memory access was encountered",
  "vkQueueSubmit failed with VK_ERROR_DEVICE_LOST",
])("%s: the message says to resume", (said) => {
  expect(deviceFailure(new Error(`${said}\n    at somewhere`), request)?.message).toBe(
    `The device stopped working (${said}): resume the run, and lower train.batch or the model's width if it happens again.`,
  );
});

test("any other error stays what it is", () => {
  expect(deviceFailure(new TypeError("x is not a function"), request)).toBeUndefined();
});

test("a backend that is not there says so, and why, in a sentence", async () => {
  const absent = tfjsEngine({
    id: "tensorflow-gpu",
    load: () => loadTensorFlow({ id: "tensorflow-gpu", folders: ["."] }),
  });
  expect(await absent.probe()).toEqual({
    available: false,
    reason: "@tensorflow/tfjs-node-gpu is not installed.",
    details: [],
  });
  const bare = tfjsEngine({ id: "webgpu", load: () => loadWebGpu("test/engine") });
  expect(await bare.probe()).toMatchObject({
    available: false,
    reason: `WebGPU has no program for ${process.platform} on ${process.arch} in this installation.`,
  });
});

test.each([
  [
    "The Node.js native addon module (tfjs_binding.node) can not be found at path: /x. \nPlease run command",
    "tfjs-node is installed, but without its native addon (tfjs_binding.node): install it again, with scripts allowed.",
  ],
  [
    "libcudart.so.11.0: cannot open shared object file: No such file or directory",
    "tfjs-node is not used: the library libcudart.so.11.0 was not found.",
  ],
  [
    "The specified module could not be found.\n\\\\?\\C:\\x\\tfjs_binding.node",
    "tfjs-node is installed, but Windows does not find the libraries its addon needs: copy deps\\lib\\tensorflow.dll to lib\\napi-v8, and check that the CUDA libraries are on the PATH.",
  ],
  ["Something else\nin two lines", "tfjs-node cannot be loaded: Something else"],
])("%s: said in one sentence", (said, sentence) => {
  expect(whyNotLoaded("tfjs-node", new Error(said))).toBe(sentence);
});
