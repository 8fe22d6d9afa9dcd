import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { registryAddress, usualRegistry } from "../../src/install/registry";

function home(npmrc?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "sparse-home-"));
  if (npmrc !== undefined) writeFileSync(join(folder, ".npmrc"), npmrc);
  return folder;
}

test.each([
  ["nothing is set", {}, undefined, usualRegistry],
  ["a person's .npmrc", {}, "fund=false\nregistry = http://127.0.0.1:4873\n", "http://127.0.0.1:4873/"],
  ["a scope's registry, which is for that scope only", {}, "@us:registry=http://a/", usualRegistry],
  [
    "the environment, before the .npmrc",
    { NPM_CONFIG_REGISTRY: "http://b/npm/" },
    "registry=http://a/",
    "http://b/npm/",
  ],
  ["a variable in the .npmrc", { MIRROR: "http://c" }, "registry=${MIRROR}/npm", "http://c/npm/"],
  ["what is no address", {}, "registry=nonsense", usualRegistry],
])("the registry: %s", (_, env, npmrc, address) => {
  expect(registryAddress(env, home(npmrc)).href).toBe(address);
});
