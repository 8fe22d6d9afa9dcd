import { majorOf, overPyTorch, rowOf, wasBusy, type Clock, type Group, type Report } from "./report";
import type { Runtime } from "./runner";
import type { Masked, Way } from "./candidates";

const begin = "<!-- speed: `npm run bench -- --readme docs/benchmark.json` writes this part -->";
const end = "<!-- end of speed -->";

/** A README with this report's figures between its two marks. */
export function withSection(readme: string, report: Report): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The README has no "${begin}" with "${end}" after it.`);
  return `${readme.slice(0, from)}${begin}\n\n${sectionOf(report)}\n\n${readme.slice(to)}`;
}

/** @throws RangeError for a report without PyTorch: there is then nothing to quote */
function sectionOf(report: Report): string {
  const { machine, runtimes, pytorch, date } = report;
  if (!pytorch) throw new RangeError("The report was made without PyTorch, so there is nothing to compare with.");
  const quote = quotable(report);
  const [first, ...others] = runtimes;
  const also = others.length > 0 ? ` (in brackets on ${others.map(majorOf).join(" and ")})` : "";
  return [
    "PyTorch's time for a dense training step, divided by ours at each density: above 1 we are faster. Whole steps, on",
    `${first ? majorOf(first) : "Node"} with ${first?.kernels ?? "no SIMD"}${also}; PyTorch in its better memory layout, on as many threads.`,
    "",
    ...table(report, quote),
    "",
    losses(report, quote),
    `Medians of ${samples(quote)} interleaved steps, ${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.system};`,
    `${runtimes.map(({ node }) => `Node ${node}`).join(", ")}; PyTorch ${pytorch.pytorch} on Python ${pytorch.python}.`,
    ...(quote.clock === "cpuMs" ? ["The machine was busy with other work: this is CPU time, on one thread only."] : []),
    "`erk` is the paper's scheme; `uniform` leaves the first convolution dense and has fewer multiply-adds at the same",
    "density. Other processors give other ratios: `npm run bench` measures yours, layer by layer too.",
  ].join("\n");
}

/** What of a report is worth quoting. */
interface Quote {
  readonly groups: readonly Group[];
  readonly clock: Clock;
}

function quotable(report: Report): Quote {
  if (!wasBusy(report)) return { groups: report.groups, clock: "wallMs" };
  return { groups: report.groups.filter(({ threads }) => threads === 1), clock: "cpuMs" };
}

const schemes = ["erk", "uniform"] as const;

function table({ settings, runtimes }: Report, { groups, clock }: Quote): string[] {
  const densities = [...new Set(settings.networks.flatMap((network) => network.densities))].sort((a, b) => b - a);
  const head = ["network, batch", "threads", "masks", ...densities.map(String)];
  const rows = groups.flatMap((group) => {
    const ratio = ({ node }: Runtime, way: Way, scheme: Masked["scheme"], density: number): string[] => {
      const row = rowOf(group, { node, way, scheme, density });
      const over = row && overPyTorch(group, row, clock);
      return over === undefined ? [] : [over.toPrecision(2)];
    };
    const cell = (scheme: Masked["scheme"], density: number): string => {
      const [first = [], ...others] = runtimes.map((runtime) => ratio(runtime, "engine", scheme, density));
      const also = others.flat();
      return [...first, ...(also.length > 0 ? [`(${also.join(", ")})`] : [])].join(" ");
    };
    const lines = schemes.map((scheme) => [
      scheme,
      ...densities.map((density) => cell(density === 1 ? "dense" : scheme, density)),
    ]);
    const loops = densities.map((density) => ratio(runtimes[0]!, "sparseprop", "uniform", density).join(""));
    const all = group.threads === 1 ? [...lines, ["uniform, SparseProp's loops", ...loops]] : lines;
    const batch = settings.networks.find(({ name }) => name === group.network)?.batch ?? 0;
    return all.map((line) => [`\`${group.network}\`, ${batch}`, String(group.threads), ...line]);
  });
  return aligned([head, ...rows.filter((row) => row.slice(3).some((text) => text !== ""))]);
}

/** Where PyTorch is the faster one. */
function losses({ runtimes }: Report, { groups, clock }: Quote): string {
  const lost = new Map<string, Map<number, Set<string>>>();
  for (const group of groups) {
    for (const row of group.rows) {
      const { candidate } = row;
      if (candidate.by !== "ours" || candidate.way !== "engine" || candidate.node !== runtimes[0]?.node) continue;
      if ((overPyTorch(group, row, clock) ?? 1) >= 1) continue;
      const densities = lost.get(group.network) ?? new Map<number, Set<string>>();
      lost.set(group.network, densities);
      densities.set(candidate.density, (densities.get(candidate.density) ?? new Set()).add(candidate.scheme));
    }
  }
  if (lost.size === 0) return "PyTorch is nowhere faster here.";
  const where = [...lost].map(([network, densities]) => {
    const parts = [...densities].map(([density, found]) => {
      const [only] = found.size === 1 && density < 1 ? found : [];
      return only === undefined ? String(density) : `${density} (${only})`;
    });
    return `\`${network}\` at ${parts.join(", ")}`;
  });
  return `**PyTorch is faster on** ${where.join("; ")}.`;
}

/** Least and largest number of samples of a row. */
function samples({ groups }: Quote): string {
  const counts = groups.flatMap(({ rows }) => rows.map(({ wallMs }) => wallMs.samples));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
}

/** A Markdown table as Prettier has it. */
function aligned([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column]!)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)];
}
