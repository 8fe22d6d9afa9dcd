import { UnusableCheckpoint } from "../checkpoint/checkpointError";
import { type Inspection, inspectCheckpoint } from "../checkpoint/inspect";
import { checkpointFormats } from "../checkpoint/formats";
import { count } from "../core/run/words";
import { ioReason, isIoFault } from "../core/ioFault";
import { BadInput } from "./badInput";
import { type ExitCode, exitCodes } from "./exitCodes";
import { bar, dead, table } from "./tables";

export interface InspectOptions {
  readonly json?: boolean;
}

/** Prints how dense the layers of a checkpoint file are. */
export async function inspect(file: string, { json }: InspectOptions): Promise<ExitCode> {
  const inspection = await inspectCheckpoint(file).catch((error: unknown) => {
    if (error instanceof UnusableCheckpoint) throw new BadInput(error.message);
    throw isIoFault(error) ? new BadInput(`${file} cannot be read: ${ioReason(error)}.`) : error;
  });
  console.log(json === true ? asJson(file, inspection) : asText(file, inspection));
  return exitCodes.done;
}

function asJson(file: string, { format, layers, total }: Inspection): string {
  const rows = layers.map(({ name, shape, dtype, density, kept, size }) => {
    return { name, shape, dtype, density, kept, size };
  });
  return JSON.stringify({ file, format, layers: rows, total });
}

function asText(file: string, { format, layers, total }: Inspection): string {
  const rows = layers.map(({ name, shape, dtype, density, kept, size, deadFilters, fanIn, fanOut }) => [
    name,
    shape.join("×"),
    dtype,
    density.toFixed(4),
    bar(density),
    count(kept),
    count(size),
    `${fanIn.least}–${fanIn.most}`,
    `${fanOut.least}–${fanOut.most}`,
    dead(deadFilters),
  ]);
  const { density, kept, size } = total;
  const sums = ["all", "", "", density.toFixed(4), bar(density), count(kept), count(size), "", "", ""];
  const head = ["layer", "shape", "numbers", "density", "bar", "kept", "of", "fan-in", "fan-out", "notes"];
  const optional = ["shape", "numbers", "bar", "fan-in", "fan-out"];
  return `${file} · ${checkpointFormats[format].title}\n${table(head, [...rows, sums], optional)}`;
}
