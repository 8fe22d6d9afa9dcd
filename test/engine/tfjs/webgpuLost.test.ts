import { expect, test } from "vitest";
import { DeviceFailure } from "../../../src/core/training/deviceFailure";
import { loadWebGpu } from "../../../src/engine/tfjs/webgpu";
import { problem } from "../conformance";
import { networks } from "../networks";
import { hasAdapter, webgpuEngine } from "./webgpu";

const update = { rate: 0.1, momentum: 0, nesterov: false, weightDecay: 0, labelSmoothing: 0 };

test.runIf(hasAdapter)(
  "a device that is lost ends training with a sentence, and the session can be closed",
  async () => {
    const { request, batch } = problem(networks.get("one class")!);
    const session = await webgpuEngine.open(request);
    await session.step(batch, { ...update, step: 0 });
    expect(await session.results()).toHaveLength(1);
    const { tf } = await loadWebGpu("dist/webgpu");
    const device = Reflect.get(tf.backend(), "device") as { destroy(): void };
    device.destroy();
    const lost = async () => {
      for (let step = 1; step < 4; step++) await session.step(batch, { ...update, step });
      await session.results();
    };
    const error: unknown = await lost().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeviceFailure);
    expect(error).toMatchObject({
      message: expect.stringMatching(/^The device stopped working \(.+\): resume the run/) as unknown,
    });
    await session.close();
  },
);
