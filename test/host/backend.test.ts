import { expect, test } from "vitest";
import { failureWords } from "../../src/host/backend/faultWords";
import { backendRows, type BackendState } from "../../src/host/backend/rows";
import { InstallError } from "../../src/install/installError";
import { english } from "./english";

const node = { version: "22.23.2", place: "path", plain: true, program: "/usr/bin/node" } as const;
const state: BackendState = {
  wish: "auto",
  tried: [],
  possible: ["tensorflow-gpu", "tensorflow"],
  installed: {},
  started: [],
  node,
};

/** Label, description and detail of every row. */
function rows(changes: Partial<BackendState>) {
  return backendRows({ ...state, ...changes }, english).map(({ label, description, detail }) => [
    label,
    ...(description === undefined ? [] : [description]),
    ...(detail === undefined ? [] : [detail]),
  ]);
}

test("engines are listed before they have been tried, and say then what they run on or why they do not work", () => {
  const reason = "WebGPU found no adapter: install or update the graphics driver.";
  const tried = [
    { engine: "webgpu", works: false, reason },
    { engine: "sparse", works: true, reason: "relaxed kernels" },
    { engine: "tensorflow", works: true, software: true, reason: "a stand-in" },
  ] as const;
  const [automatic, gpu, webgpu, sparse, tensorflow] = rows({ tried, wish: "sparse" });
  expect(automatic).toEqual(["Automatic", "", "The fastest of those that work: each is timed with the run at hand."]);
  expect(gpu).toEqual(["TensorFlow on an NVIDIA GPU", "tensorflow-gpu · being tried", "…"]);
  expect(webgpu).toEqual(["Any GPU, through WebGPU", "webgpu · does not work here", reason]);
  expect(sparse).toEqual(["Sparse engine on the CPU", "sparse · works · in use", "relaxed kernels"]);
  expect(tensorflow).toEqual(["TensorFlow on the CPU", "tensorflow · works, for tests only", "a stand-in"]);
});

test("the engine in use has the mark, and every engine can be taken, works it or not", () => {
  const found = backendRows({ ...state, wish: "webgpu" }, english);
  expect(found.filter(({ icon }) => icon === "check").map(({ label }) => label)).toEqual(["Any GPU, through WebGPU"]);
  expect(found.flatMap(({ action }) => (action?.kind === "use" ? action.engine : []))).toEqual(
    ["auto", "tensorflow-gpu", "webgpu", "sparse", "tensorflow"], // as the table of engines has them
  );
});

test("a package is offered where it can be had, and removed where it stands", () => {
  const labels = (changes: Partial<BackendState>) => rows(changes).map(([label]) => label);
  expect(labels({})).toContain("Install TensorFlow GPU Backend…");
  expect(labels({ possible: ["tensorflow"] })).not.toContain("Install TensorFlow GPU Backend…");
  const removed = rows({ installed: { "tensorflow-gpu": "/storage/backends/tensorflow-gpu" } });
  expect(labels({ started: ["tensorflow"] })).toContain("Remove TensorFlow CPU Backend");
  expect(removed).toContainEqual(["Remove TensorFlow GPU Backend", "Installed in /storage/backends/tensorflow-gpu"]);
});

test("a Node is offered where there is only the editor's own, which says what it cannot do", () => {
  expect(rows({}).at(-1)).toEqual(["Node 22.23.2", "on the path", "/usr/bin/node"]);
  const [known, get] = rows({ node: { ...node, place: "editor", plain: false } }).slice(-2);
  expect(known).toEqual([
    "Node 22.23.2",
    "the editor's own runtime",
    "It trains on the CPU only: WebGPU and TensorFlow need a Node.js of their own.",
  ]);
  expect(get?.[0]).toBe("Get Node…");
});

test("a download that a firewall keeps away says what was tried and what to do", () => {
  const fault = {
    kind: "download",
    name: "@tensorflow/tfjs-node-gpu",
    host: "storage.googleapis.com",
    reason: "getaddrinfo ENOTFOUND storage.googleapis.com",
  } as const;
  expect(failureWords(new InstallError(fault), english)).toBe(
    "@tensorflow/tfjs-node-gpu fetches TensorFlow from storage.googleapis.com, which could not be reached " +
      "(getaddrinfo ENOTFOUND storage.googleapis.com). Allow that host, set HTTPS_PROXY, or name a mirror by " +
      "TFJS_NODE_CDN_STORAGE, then install again: what npm has fetched is kept.",
  );
});

test("an engine's reason is a sentence inside another one", () => {
  const fault = { kind: "refused", name: "tfjs-node-gpu", reason: "libcudart.so.11.0 was not found." } as const;
  expect(failureWords(new InstallError(fault), english)).toBe(
    "tfjs-node-gpu is downloaded, but does not work here: libcudart.so.11.0 was not found. Mend that, then install " +
      "again: nothing is downloaded twice.",
  );
});
