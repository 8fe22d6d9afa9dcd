/** WebGPU without a GPU: on SwiftShader, which Debian's Chromium brings along. */
import { existsSync } from "node:fs";
import { tfjsEngine } from "../../../src/engine/tfjs/engine";
import { loadWebGpu } from "../../../src/engine/tfjs/webgpu";

const swiftShader = "/usr/lib/chromium/vk_swiftshader_icd.json";

/** A driver that somebody has named goes before it. */
if (existsSync(swiftShader)) process.env.VK_ICD_FILENAMES ??= swiftShader;

export const hasAdapter = process.env.VK_ICD_FILENAMES !== undefined;

export const webgpuEngine = tfjsEngine({ id: "webgpu", load: () => loadWebGpu("dist/webgpu") });
