import { plainTable } from "./plainTable";
import type { Profile } from "./report";
import type { LayerTime } from "./runner/layers";
import type { Limits } from "./runner/limits";

/** Where a step's time goes, and how far each part is from what the machine can do. */
export function profileText({ network, scheme, density, stepMs, rows }: Profile, limits: Limits): string {
  const head = ["layers", "pass", "×", "ms", "of step", "GFLOP/s", "of peak", "GB/s", "of memory"];
  const kernels = rows.reduce((sum, { ms }) => sum + ms, 0);
  const rest = ["outside the kernels", "", "", ...times(stepMs - kernels, stepMs), "–", "–", "–", "–"];
  const table = plainTable(head, [...rows.map((row) => cells(row, stepMs, limits)), rest], 2);
  const title = `${network}, ${scheme} ${density}, 1 thread: where a step of ${stepMs.toFixed(1)} ms goes`;
  const note =
    "GFLOP/s count kept weights, GB/s the activations that must move at least; a share of memory above 100 % comes from the caches.";
  return `${title}\n${table}\n${note}`;
}

function cells({ layer, pass, layers, ms, flop, bytes }: LayerTime, stepMs: number, limits: Limits): string[] {
  return [
    ...[layer, pass, String(layers), ...times(ms, stepMs)],
    ...rate(flop, ms, limits.gflops),
    ...rate(bytes, ms, limits.memoryGBps),
  ];
}

function times(ms: number, stepMs: number): string[] {
  return [ms.toFixed(2), `${((100 * ms) / stepMs).toFixed(1)} %`];
}

/** 10⁹ a second, and its share of a limit. */
function rate(amount: number, ms: number, limit: number): string[] {
  if (amount === 0 || ms === 0) return ["–", "–"];
  const reached = amount / ms / 1e6;
  return [reached.toFixed(1), percent(reached / limit)];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
