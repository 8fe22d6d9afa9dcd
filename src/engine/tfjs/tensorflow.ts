/** TensorFlow itself, by its binding for Node: `@tensorflow/tfjs-node`, or `-gpu` for CUDA. */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import util from "node:util";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Library, NativeAttribute, NativeOperation, TensorFlow } from "./library";
import { NotAvailable } from "./notAvailable";

const packages = { tensorflow: "@tensorflow/tfjs-node", "tensorflow-gpu": "@tensorflow/tfjs-node-gpu" } as const;

export interface TensorFlowRequest {
  readonly id: keyof typeof packages;
  /** Folders in whose `node_modules` the package may lie, or above them; the first that has it is taken. */
  readonly folders: readonly string[];
  /** As many as there are where it is left out; heeded by the first call of a process only. */
  readonly threads?: number | undefined;
}

/** Whether the package lies in one of the folders: it is not loaded. */
export function isInstalled(id: TensorFlowRequest["id"], folders: readonly string[]): boolean {
  return requireFrom(packages[id], folders) !== undefined;
}

/** @throws NotAvailable where it is not installed, or is but cannot run */
export function loadTensorFlow({ id, folders, threads }: TensorFlowRequest): Library {
  const name = packages[id];
  const found = requireFrom(name, folders);
  if (found === undefined) throw new NotAvailable(`${name} is not installed.`);
  restoreNodeFunctions();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  if (threads !== undefined) process.env.TF_NUM_INTRAOP_THREADS ??= String(threads);
  const tf = required(found, name);
  const backend: unknown = tf.backend();
  if (!isNodeBackend(backend)) throw new NotAvailable(`${name} was loaded, but it did not start TensorFlow.`);
  if (id === "tensorflow-gpu" && !backend.isUsingGpuDevice) {
    throw new NotAvailable(
      `${name} found no GPU that it can use: it needs an NVIDIA card, CUDA 11.2 and cuDNN 8.1 on the library path.`,
    );
  }
  const library = { tf, backend: "tensorflow", native: nativeOf(backend) } as const;
  if (backend.isUsingGpuDevice) return { ...library, description: "TensorFlow on a CUDA GPU" };
  const used = Number(process.env.TF_NUM_INTRAOP_THREADS ?? availableParallelism());
  // oneDNN shares the images out among threads, and crashes where some get none (seen in TensorFlow 2.21).
  return { ...library, leastBatch: used, description: `TensorFlow on ${used} CPU threads` };
}

function requireFrom(name: string, folders: readonly string[]): NodeJS.Require | undefined {
  return folders.map((folder) => createRequire(resolve(folder, "package.json"))).find((load) => finds(load, name));
}

function finds(load: NodeJS.Require, name: string): boolean {
  try {
    load.resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

function required(load: NodeJS.Require, name: string): TensorFlow {
  try {
    return load(name) as TensorFlow;
  } catch (cause) {
    throw new NotAvailable(whyNotLoaded(name, cause), { cause });
  }
}

/** One sentence for what loading an addon says in several lines. */
export function whyNotLoaded(name: string, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  if (process.versions.electron !== undefined)
    return `${name} does not run in VS Code's own runtime: it needs a Node.js of its own.`;
  if (said.includes("specified module could not be found"))
    return `${name} is installed, but Windows does not find the libraries its addon needs: copy deps\\lib\\tensorflow.dll to lib\\napi-v8, and check that the CUDA libraries are on the PATH.`;
  if (said.includes("tfjs_binding.node"))
    return `${name} is installed, but without its native addon (tfjs_binding.node): install it again, with scripts allowed.`;
  const library = /^(\S+\.so\S*): cannot open shared object file/.exec(said)?.[1];
  if (library !== undefined) return `${name} is not used: the library ${library} was not found.`;
  return `${name} cannot be loaded: ${said.split("\n")[0]!}`;
}

/** Node 23 took away two functions that tfjs-node calls. */
function restoreNodeFunctions(): void {
  const functions: { isNullOrUndefined?: unknown; isArray?: unknown } = util;
  functions.isNullOrUndefined ??= (value: unknown): boolean => value === null || value === undefined;
  functions.isArray ??= Array.isArray;
}

/** What tfjs-node's backend has beside TensorFlow.js's interface. */
interface NodeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: Readonly<Record<string, number>>;
  executeMultipleOutputs(name: string, attributes: object[], inputs: readonly Tensor[], outputs: number): Tensor[];
}

function isNodeBackend(backend: unknown): backend is NodeBackend {
  return typeof backend === "object" && backend !== null && "executeMultipleOutputs" in backend;
}

function nativeOf(backend: NodeBackend): NativeOperation {
  const { binding } = backend;
  const types = {
    bool: binding.TF_ATTR_BOOL,
    float: binding.TF_ATTR_FLOAT,
    string: binding.TF_ATTR_STRING,
    type: binding.TF_ATTR_TYPE,
  };
  const attribute = ({ name, type, value }: NativeAttribute) => {
    return { name, type: types[type], value: type === "type" ? binding.TF_FLOAT : value };
  };
  return (name, attributes, inputs, outputs) =>
    backend.executeMultipleOutputs(name, attributes.map(attribute), inputs, outputs);
}
