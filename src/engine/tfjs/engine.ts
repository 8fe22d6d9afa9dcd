import type { Engine, Probe } from "../../core/training/engine";
import type { Library, TensorFlowEngineId } from "./library";
import { NotAvailable } from "./notAvailable";
import { openSession } from "./session";

export interface TensorFlowEngineOptions {
  readonly id: TensorFlowEngineId;
  /** Loads the library, or throws `NotAvailable`. */
  readonly load: (threads?: number) => Library | Promise<Library>;
}

/**
 * Dense training on a backend of TensorFlow.js: pruned weights are held at zero by a mask. The same request gives the
 * same numbers up to rounding, since backends add in an order of their own.
 */
export function tfjsEngine({ id, load }: TensorFlowEngineOptions): Engine {
  return {
    id,
    probe: async (threads) => {
      try {
        return available(await load(threads));
      } catch (error) {
        return unavailable(error);
      }
    },
    open: async (request) => {
      const library = await load(request.threads);
      const { description } = library;
      return openSession(library, { engine: id, description, threads: request.threads }, request);
    },
  };
}

function available({ tf, description, software }: Library): Probe {
  const details = [
    { name: "device", value: description, why: "what the library chose" },
    { name: "TensorFlow.js", value: tf.version_core, why: "the version that was found" },
  ];
  return { available: true, reason: description, details, ...(software && { software }) };
}

function unavailable(error: unknown): Probe {
  if (error instanceof NotAvailable) return { available: false, reason: error.message, details: [] };
  throw error;
}
