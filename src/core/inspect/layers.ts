/** Which tensors of a checkpoint file are layers that can be pruned, and which are their masks. */
import { elementTypes } from "./elements";
import { prefixes } from "./names";
import type { TensorInfo } from "./tensor";

export interface Layer<T extends TensorInfo> {
  /** The weight's, without what pruning in PyTorch adds to it. */
  readonly name: string;
  readonly weight: T;
  /** 1 = kept; where there is one, it says what is kept, whatever the weight holds. */
  readonly mask?: T;
}

/**
 * The layers of a file, in its order: weights of two or more dimensions. Biases and batch norm have one; what an
 * optimizer keeps for a weight, copies of the best epoch, masks and tables of indices are no layers.
 */
export function layersIn<T extends TensorInfo>(tensors: readonly T[]): Layer<T>[] {
  const named = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const masks = new Map<T, T>();
  for (const weight of tensors) {
    const mask = maskNames(weight.name)
      .map((name) => named.get(name))
      .find((found) => found !== undefined && found !== weight && found.shape.join() === weight.shape.join());
    if (mask !== undefined) masks.set(weight, mask);
  }
  const taken = new Set(masks.values());
  return tensors
    .filter((tensor) => isWeight(tensor) && !taken.has(tensor) && !isCopy(tensor.name, named))
    .map((weight): Layer<T> => {
      const mask = masks.get(weight);
      return { name: weight.name.replace(/_orig$/, ""), weight, ...(mask !== undefined && { mask }) };
    });
}

function isWeight({ shape, dtype }: TensorInfo): boolean {
  return shape.length >= 2 && elementTypes.get(dtype)?.use === "weight";
}

/** Ours, those of `sparse export`, and those of `torch.nn.utils.prune`. */
function maskNames(name: string): readonly string[] {
  const pruned = name.endsWith("_orig") ? [name.replace(/_orig$/, "_mask")] : [];
  return [prefixes.mask + name, `${name}.mask`, `${name}_mask`, ...pruned];
}

/** What stands beside a weight under its name, and Keras's states of the optimizer. */
function isCopy(name: string, named: ReadonlyMap<string, unknown>): boolean {
  const copy = [prefixes.momentum, prefixes.best, prefixes.mask].find((prefix) => name.startsWith(prefix));
  if (copy !== undefined && named.has(name.slice(copy.length))) return true;
  return /^(optimizer|optimizer_weights|_optimizer)\//.test(name);
}
