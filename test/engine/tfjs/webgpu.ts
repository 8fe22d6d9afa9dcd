/** WebGPU on whatever adapter there is; vitest.config.mjs sees to one in software. */
import { tfjsEngine } from "../../../src/engine/tfjs/engine";
import { loadWebGpu } from "../../../src/engine/tfjs/webgpu";

export const hasAdapter = process.env.VK_ICD_FILENAMES !== undefined;

export const webgpuEngine = tfjsEngine({ id: "webgpu", load: () => loadWebGpu("dist/webgpu") });
