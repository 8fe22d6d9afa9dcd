/**
 * The engine port: a session, not a set of operations. Plain typed arrays go in and out, so that the sparse
 * WebAssembly engine and any TensorFlow.js backend are equals and one conformance suite runs against all.
 *
 * Canonical order is PyTorch's: weights `[out, in, kh, kw]` and `[out, in]`, images NCHW, names as in the graph.
 * Initial weights, masks, batches and augmentation come from core's own generators: every engine starts from the
 * same numbers.
 */
import type { Graph } from "../model/graph";
import type { EngineId } from "./engines";

/** Tensors by PyTorch name. */
export type Tensors = ReadonlyMap<string, Float32Array>;

/** 1 = kept, 0 = pruned, by weight name; a weight without a mask is dense. */
export type Masks = ReadonlyMap<string, Uint8Array>;

/** Everything training changes. `momentum` holds one buffer a parameter; absent entries are zero. */
export interface NetworkState {
  readonly parameters: Tensors;
  /** Batch-norm running means and variances. */
  readonly buffers: Tensors;
  readonly momentum: Tensors;
}

export interface Batch {
  /** NCHW, normalised. */
  readonly images: Float32Array;
  /** Class numbers; their count is the batch's size, at most the session's `batch`. */
  readonly labels: Int32Array;
}

/** One optimizer step (SGD, PyTorch's formulas); weight decay is on every parameter. */
export interface Update {
  readonly rate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly weightDecay: number;
  /** Share of the target spread evenly over all classes, in [0, 1). */
  readonly labelSmoothing: number;
  /** Number of this step: with the session's seed it decides what dropout drops. */
  readonly step: number;
}

export interface StepResult {
  /** Mean loss over the batch, nats, before the update. */
  readonly loss: number;
  /** Examples whose largest logit is the label's. */
  readonly correct: number;
  /** L2 norm of the gradient over kept convolution and dense weights, without weight decay. */
  readonly keptGradientNorm: number;
}

/** Where numbers first stopped being finite. */
export interface NotFinite {
  /** `statistics`: a batch norm's running ones. */
  readonly what: "input" | "weight" | "output" | "gradient" | "momentum" | "statistics";
  /** Name of the graph's node. */
  readonly layer: string;
}

/** What a session runs on, as recorded in the run and shown to people. */
export interface Device {
  readonly engine: EngineId;
  /** For people: "2 CPU threads, relaxed SIMD". */
  readonly description: string;
  readonly threads: number;
  /** Which build of the kernels runs, where there are several. Reused on resume. */
  readonly module?: string;
  /** How it computes the layers that were measured. Reused on resume. */
  readonly ways?: Ways;
}

/** How an engine computes layers, where it knows several ways: by layer name, in the engine's own words. */
export type Ways = Readonly<Record<string, string>>;

export interface SessionRequest {
  readonly graph: Graph;
  /** Complete parameters and buffers; momentum may be empty. */
  readonly state: NetworkState;
  readonly masks: Masks;
  /** Largest number of examples a call may bring. */
  readonly batch: number;
  readonly threads: number;
  /** Of dropout. */
  readonly seed: number;
  /** What `measureWays` has found, here or before the run was interrupted; layers it leaves out go the usual way. */
  readonly ways?: Ways;
}

export interface GradientRequest {
  /** `train`: batch statistics; `evaluate`: running statistics. Neither changes the session's state. */
  readonly mode: "train" | "evaluate";
  /** `kept`: zero at pruned positions; `all`: the dense gradient there too (costs a dense pass). */
  readonly positions: "kept" | "all";
  readonly labelSmoothing: number;
}

/** Calls give way to timers and signals once each, though computing itself may keep the thread busy. */
export interface Session {
  readonly device: Device;
  /**
   * Forward and backward with batch statistics, then the update; pruned weights stay exactly zero. It may only have been
   * given to the device when the promise resolves: `results` says what came of it. The batch may be changed from then on.
   *
   * Where the loss is not finite there is no update, and the gradient norm is not a number. A step whose loss or
   * gradient norm is not finite is the last: those asked for after it do nothing and have no result.
   */
  step(batch: Batch, update: Update): Promise<void>;
  /** What came of the steps since the last call, in their order. Waits for the device: not for after every step. */
  results(): Promise<readonly StepResult[]>;
  /**
   * The first numbers of the last step with a result, in the order in which it computed them, that are infinite or not a
   * number: weights and outputs from the input on, or gradients from the logits back. Reads everything: for when a loss
   * or a gradient norm is not finite.
   */
  firstNotFinite(): Promise<NotFinite | undefined>;
  /** Evaluation mode; `[count, classes]`, row by row. */
  logits(images: Float32Array, count: number): Promise<Float32Array>;
  /** Evaluation mode; gradient of the mean plain cross-entropy with respect to the images, NCHW. */
  inputGradient(batch: Batch): Promise<Float32Array>;
  /** Gradient of the mean loss with respect to every parameter, without weight decay. */
  gradients(batch: Batch, request: GradientRequest): Promise<{ readonly loss: number; readonly gradients: Tensors }>;
  state(): Promise<NetworkState>;
  /** Wall time that the steps so far spent in the kernels of convolution and dense layers, s, where it can be told. */
  kernelSeconds?(): number;
  close(): Promise<void>;
}

/** Whether an engine can run here. */
export interface Probe {
  readonly available: boolean;
  /** Why, or why not, for people. */
  readonly reason: string;
  /** It would run on the CPU what is made for a GPU: of use for tests only. */
  readonly software?: true;
  /** What it would use here; none where it is not available. */
  readonly details: readonly ProbeDetail[];
}

/** For people: "threads", "2", "one for each core". */
export interface ProbeDetail {
  readonly name: string;
  readonly value: string;
  readonly why: string;
}

export interface Engine {
  readonly id: EngineId;
  /** @param threads CPU threads that whatever is loaded for it is to use; all where left out */
  probe(threads?: number): Promise<Probe>;
  /** Times the ways of computing each layer, where there are several, and says which is the fastest on this machine. */
  measureWays?(request: SessionRequest): Promise<Ways>;
  /** @throws RangeError for a network or batch it cannot hold, in one sentence for a person. */
  open(request: SessionRequest): Promise<Session>;
}
