import { extname, resolve } from "node:path";
import { writeNpz } from "../checkpoint/writeNpz";
import { prefixes } from "../core/inspect/names";
import { count } from "../core/run/words";
import { readSafetensors, type StoredTensor, writeSafetensors } from "../store/safetensors";
import { ioReason, isIoFault } from "../core/ioFault";
import { BadInput } from "./badInput";
import { epochOf } from "./choices";
import { type ExitCode, exitCodes } from "./exitCodes";
import { findRun, weightsFile } from "./findRun";

export interface ExportOptions {
  /** The file. */
  readonly out: string;
  readonly epoch: string;
  readonly runs?: string;
}

type Tensors = ReadonlyMap<string, StoredTensor>;

/** What can be written, and how it is read with PyTorch. */
const writers: Readonly<
  Record<
    string,
    { readonly write: (path: string, tensors: Tensors) => Promise<void>; readonly load: readonly string[] }
  >
> = {
  ".safetensors": {
    write: (path, tensors) => writeSafetensors(path, { tensors, metadata: { format: "pt" } }),
    load: ["from safetensors.torch import load_file", "tensors = load_file(FILE)"],
  },
  ".npz": {
    write: writeNpz,
    load: [
      "import numpy",
      "import torch",
      "tensors = {name: torch.from_numpy(array) for name, array in numpy.load(FILE).items()}",
    ],
  },
};

/** Writes the weights and masks of a run for other programs, and says how to load them. */
export async function exportRun(name: string, { out, epoch, runs }: ExportOptions): Promise<ExitCode> {
  const writer = writers[extname(out).toLowerCase()];
  if (writer === undefined) {
    throw new BadInput(`--out is ${out}, but must be a file that ends in ${Object.keys(writers).join(" or ")}.`);
  }
  const { run } = await findRun(name, runs);
  const tensors = await exported(weightsFile(run), epochOf(epoch));
  try {
    await writer.write(out, tensors);
  } catch (error) {
    throw isIoFault(error) ? new BadInput(`${out} cannot be written: ${ioReason(error)}.`) : error;
  }
  const masks = [...tensors.keys()].filter((each) => each.endsWith(maskSuffix)).length;
  const what = `# ${count(tensors.size - masks)} tensors and ${count(masks)} masks of ${run.title}, ${epoch} epoch`;
  console.log(
    [what, ...writer.load.map((line) => line.replace("FILE", JSON.stringify(resolve(out)))), ...use].join("\n"),
  );
  return exitCodes.done;
}

const maskSuffix = ".mask";

/** A weight without a mask is dense. */
const use = [
  `masks = {name[:-${maskSuffix.length}]: mask.bool() for name, mask in tensors.items() if name.endswith("${maskSuffix}")}`,
  `model.load_state_dict({name: tensor for name, tensor in tensors.items() if not name.endswith("${maskSuffix}")})`,
];

/** The network's own state under PyTorch's names, and beside each pruned weight its mask. */
async function exported(file: string, which: "last" | "best"): Promise<Tensors> {
  const { tensors } = await readSafetensors(file).catch((error: unknown) => {
    throw error instanceof Error ? new BadInput(error.message) : error;
  });
  const prefix = which === "best" ? prefixes.best : "";
  const own = [...tensors].filter(([name]) => name.startsWith(prefix) && !name.slice(prefix.length).includes("/"));
  if (own.length === 0) throw new BadInput(`${file} holds no weights of a best epoch; runs with validation images do.`);
  const masked = own.flatMap(([stored, tensor]): [string, StoredTensor][] => {
    const name = stored.slice(prefix.length);
    const mask = tensors.get(prefixes.mask + name);
    return [[name, tensor], ...(mask === undefined ? [] : [[name + maskSuffix, mask] as [string, StoredTensor]])];
  });
  return new Map(masked);
}
