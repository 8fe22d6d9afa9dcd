/** WebGPU in Node: Dawn, the implementation that Chromium has, under TensorFlow.js's backend for browsers. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Library, TensorFlow } from "./library";
import { NotAvailable } from "./notAvailable";

/** What is used of Dawn and of a device: WebGPU's own types come with the DOM's. */
interface Dawn {
  readonly create: (options: readonly string[]) => object;
  readonly globals: object;
}

interface Adapter {
  readonly info?: { readonly vendor?: string; readonly architecture?: string; readonly description?: string };
}

interface GpuDevice {
  readonly lost: Promise<{ readonly message: string; readonly reason: string }>;
  addEventListener(kind: "uncapturederror", listener: (event: { readonly error: Error }) => void): void;
}

/**
 * @param folder with `tfjs.js` (TensorFlow.js and its WebGPU backend) and Dawn's `dawn.node`, as the build makes it
 * @throws NotAvailable where there is no adapter, or Dawn does not run
 */
export async function loadWebGpu(folder: string): Promise<Library> {
  if (process.versions.electron !== undefined)
    throw new NotAvailable("WebGPU does not run in VS Code's own runtime: it needs a Node.js of its own.");
  const load = createRequire(join(resolve(folder), "tfjs.js"));
  const gpu = provideGpu(load, folder);
  const adapter = await (Reflect.get(gpu, "requestAdapter") as () => Promise<Adapter | null>).call(gpu);
  if (adapter === null)
    throw new NotAvailable(`WebGPU found no adapter: install or update the graphics driver${driver()}.`);
  const tf = load("./tfjs.js") as TensorFlow;
  if (!(await tf.setBackend("webgpu")))
    throw new NotAvailable("WebGPU found an adapter, but its device did not start.");
  await tf.ready();
  const description = nameOf(adapter);
  const software = softwareAdapters.test(description);
  return { tf, backend: "webgpu", description, ...(software && { software }), failure: watch(tf) };
}

/** Drivers that compute on the CPU: SwiftShader, Mesa's lavapipe, Windows' WARP. */
const softwareAdapters = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** Puts `navigator.gpu` where TensorFlow.js looks for it, once a process. */
function provideGpu(load: NodeJS.Require, folder: string): object {
  const scope = globalThis as { navigator?: { gpu?: object } };
  if (scope.navigator?.gpu !== undefined) return scope.navigator.gpu;
  const file = join(resolve(folder), "dawn.node");
  if (!existsSync(file))
    throw new NotAvailable(`WebGPU has no program for ${process.platform} on ${process.arch} in this installation.`);
  const { create, globals } = loaded(load, file);
  Object.assign(globalThis, globals);
  if (scope.navigator === undefined) {
    Object.defineProperty(globalThis, "navigator", { value: { userAgent: "node" }, configurable: true });
  }
  const gpu = create([]);
  Object.defineProperty(scope.navigator, "gpu", { value: gpu, configurable: true });
  return gpu;
}

function loaded(load: NodeJS.Require, file: string): Dawn {
  try {
    return load(file) as Dawn;
  } catch (cause) {
    const [said] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    throw new NotAvailable(`WebGPU's program cannot be loaded: ${said!}`, { cause });
  }
}

function driver(): string {
  return process.platform === "linux" ? ", and the Vulkan loader (libvulkan1)" : "";
}

function nameOf({ info = {} }: Adapter): string {
  const { vendor, architecture, description } = info;
  const name = description ?? [vendor, architecture].filter(Boolean).join(" ");
  return `WebGPU on ${name === "" ? "an unnamed adapter" : name}`;
}

/** Remembers the first thing that went wrong: afterwards the device computes nothing, and does not say so by itself. */
function watch(tf: TensorFlow): () => string | undefined {
  let failure: string | undefined;
  const device = Reflect.get(tf.backend(), "device") as GpuDevice;
  void device.lost.then(({ message, reason }) => (failure ??= `The device was lost: ${message} (${reason})`));
  device.addEventListener(
    "uncapturederror",
    ({ error }) => (failure ??= `${error.constructor.name}: ${error.message}`),
  );
  return () => failure;
}
