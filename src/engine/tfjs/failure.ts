import type { SessionRequest } from "../../core/training/engine";
import { DeviceFailure } from "../../core/training/deviceFailure";

/** What the libraries say when memory does not suffice: TensorFlow, CUDA, Dawn and V8. */
const memory =
  /\bOOM\b|out.?of.?memory|exceeds the max\w* (?:buffer|storage)|RESOURCE_EXHAUSTED|ALLOC_FAILED|Array buffer allocation failed|not enough memory/i;
const gone =
  /device (?:was |is |has been )?(?:lost|destroyed|removed|hung)|\bdevice.lost\b|CUDA_ERROR|DXGI_ERROR|DEVICE_LOST/i;

/** The failure in one sentence that says what to do, where an error is the device's. */
export function deviceFailure(error: unknown, { graph, batch }: SessionRequest): DeviceFailure | undefined {
  const found = error instanceof Error ? error.message : String(error);
  const [first = ""] = found.split("\n");
  if (memory.test(found)) {
    return new DeviceFailure(
      `The device has no memory left for ${graph.name} at batch ${batch}: lower train.batch or the model's width, then resume.`,
      { cause: error },
    );
  }
  if (gone.test(found)) {
    return new DeviceFailure(
      `The device stopped working (${first}): resume the run, and lower train.batch or the model's width if it happens again.`,
      { cause: error },
    );
  }
  return undefined;
}
