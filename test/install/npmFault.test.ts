import { expect, test } from "vitest";
import { npmFault, scriptFault } from "../../src/install/npmFault";

const place = {
  name: "@tensorflow/tfjs-node-gpu",
  registry: new URL("http://registry.example/"),
  folder: "/b.part",
};

test("TensorFlow's host behind a firewall, as its install script says it", () => {
  const said = `
> @tensorflow/tfjs-node-gpu@4.22.0 install
> node scripts/install.js gpu download

GPU-linux-4.22.0.tar.gz
* Downloading libtensorflow
https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-gpu-linux-x86_64-2.9.1.tar.gz
node:events:502
      throw er; // Unhandled 'error' event
      ^

Error: getaddrinfo ENOTFOUND storage.googleapis.com
    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)`;
  expect(scriptFault(said, place)).toEqual({
    ...{ kind: "download", name: place.name, host: "storage.googleapis.com" },
    reason: "getaddrinfo ENOTFOUND storage.googleapis.com",
  });
});

test("a script that ends otherwise is quoted", () => {
  expect(scriptFault("node-pre-gyp ERR!\nnode-pre-gyp install failed with error: gyp", place)).toEqual({
    ...{ kind: "failed", name: place.name, reason: "node-pre-gyp install failed with error: gyp" },
  });
});

test.each([
  ["npm error code ENOTFOUND\nnpm error network request to https://x failed", "registry", "ENOTFOUND"],
  ["npm ERR! code E404\nnpm ERR! 404 Not Found - GET https://x", "registry", "Not Found - GET https://x"],
  ["npm error code EUNKNOWN\nnpm error Something else.", "failed", "Something else"],
])("npm's %j", (said, kind, reason) => {
  expect(npmFault(said, place)).toMatchObject({ kind, reason });
});

test("a full disk is called so", () => {
  const said = "npm error code ENOSPC\nnpm error nospc There is not enough space";
  expect(npmFault(said, place)).toEqual({ kind: "diskFull", name: place.name, folder: "/b.part" });
});
