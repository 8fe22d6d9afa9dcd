import { delimiter } from "node:path";
import { defineConfig } from "vitest/config";

// WebGPU's tests need a Vulkan loader, which Debian's Chromium brings along. Set here, since it is read when a process
// starts; which adapter there is they say themselves (test/engine/tfjs/webgpu.ts).
process.env.LD_LIBRARY_PATH = [process.env.LD_LIBRARY_PATH, "/usr/lib/chromium"].filter(Boolean).join(delimiter);

// test/editor runs inside VS Code under Mocha; see scripts/test.mjs.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/editor/**", "test/workbench/**"],
          testTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "workbench",
          // A browser on a busy machine may lose a click; twice in a row it is a fault.
          retry: 1,
          include: ["test/workbench/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // Each test has a browser, a VS Code server and a training process of its own: one at a time.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
