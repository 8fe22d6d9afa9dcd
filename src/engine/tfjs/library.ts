/** What the engine needs of TensorFlow.js, whichever backend it brings along. */
import type * as Core from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { EngineId } from "../../core/training/engines";

export type TensorFlow = typeof Core;

export interface Library {
  readonly tf: TensorFlow;
  /** TensorFlow.js's name for it: `webgpu`, `tensorflow`, `cpu`. */
  readonly backend: string;
  /** What it runs on, for people: "NVIDIA H200 (Vulkan)". */
  readonly description: string;
  /** The GPU is a program on the CPU. */
  readonly software?: true;
  /** Runs an operation of TensorFlow itself by its name, where TensorFlow is what runs. */
  readonly native?: NativeOperation;
  /** Images that the gradient of a filter needs: with fewer the library writes where it must not. */
  readonly leastBatch?: number;
  /** Why the device computes nothing any more, once it has failed. */
  readonly failure?: () => string | undefined;
}

/** @returns its outputs, of which there must be as many as `outputs` says */
export type NativeOperation = (
  name: string,
  attributes: readonly NativeAttribute[],
  inputs: readonly Tensor[],
  outputs: number,
) => Tensor[];

export interface NativeAttribute {
  readonly name: string;
  /** `type`: of numbers, which are float32. */
  readonly type: "bool" | "float" | "string" | "type";
  readonly value?: boolean | number | string;
}

export type TensorFlowEngineId = Exclude<EngineId, "sparse">;
