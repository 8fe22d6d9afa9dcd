import { wasBusy } from "./machine";
import { majorOf, overPyTorch, rowOf, type Group, type Report } from "./report";
import type { Runtime } from "./runner";

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
  const [first, ...others] = runtimes;
  const also = others.length > 0 ? `; in brackets on ${others.map(majorOf).join(" and ")}` : "";
  return [
    `PyTorch's time for a dense training step, divided by ours at each density: above 1 we are faster. Whole steps,`,
    `on ${first ? majorOf(first) : "Node"} with ${first?.kernels ?? ""}${also}, PyTorch in its better memory layout and on as many threads.`,
    "",
    ...table(report),
    "",
    losses(report),
    `Medians of ${samples(report)} interleaved steps, ${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.system};`,
    `${runtimes.map(({ node }) => `Node ${node}`).join(", ")}; PyTorch ${pytorch.pytorch} on Python ${pytorch.python}.${wasBusy(machine) ? " The machine was busy with other work." : ""}`,
    "`erk` is the paper's scheme; `uniform` leaves the first convolution dense and has fewer multiply-adds at the same",
    "density. Other processors give other ratios: `npm run bench` measures yours, layer by layer too.",
  ].join("\n");
}

const schemes = ["erk", "uniform"] as const;

function table(report: Report): string[] {
  const densities = [...new Set(report.settings.networks.flatMap((network) => network.densities))].sort(
    (a, b) => b - a,
  );
  const head = ["network, batch", "threads", "masks", ...densities.map(String)];
  const rows = report.groups.flatMap((group) => {
    const { network, threads } = group;
    const batch = report.settings.networks.find(({ name }) => name === network)?.batch ?? 0;
    const lines = schemes.map((scheme) => [
      scheme,
      ...densities.map((density) => cell(report, group, scheme, density)),
    ]);
    const loops = ["uniform, SparseProp's loops", ...densities.map((density) => peerCell(report, group, density))];
    const all = threads === 1 ? [...lines, loops] : lines;
    return all.map((line) => [`\`${network}\`, ${batch}`, String(threads), ...line]);
  });
  return aligned([head, ...rows.filter((row) => row.slice(3).some((text) => text !== ""))]);
}

function cell({ runtimes }: Report, group: Group, scheme: "erk" | "uniform", density: number): string {
  const [first, ...others] = runtimes.map((runtime) => ratio(group, runtime, scheme, density));
  if (first === undefined) return "";
  const also = others.filter((value) => value !== undefined).map((value) => value.toFixed(1));
  return [first.toFixed(1), ...(also.length > 0 ? [`(${also.join(", ")})`] : [])].join(" ");
}

function ratio(group: Group, { node }: Runtime, scheme: "erk" | "uniform", density: number): number | undefined {
  const row = rowOf(group, { node, way: "engine", scheme: density === 1 ? "dense" : scheme, density });
  return row && overPyTorch(group, row, "wallMs");
}

function peerCell({ runtimes }: Report, group: Group, density: number): string {
  const row = runtimes[0] && rowOf(group, { node: runtimes[0].node, way: "sparseprop", scheme: "uniform", density });
  return (row && overPyTorch(group, row, "wallMs")?.toFixed(1)) ?? "";
}

/** Where PyTorch is the faster one. */
function losses({ groups, runtimes }: Report): string {
  const lost = groups.flatMap((group) =>
    group.rows.flatMap((row) => {
      const { candidate } = row;
      if (candidate.by !== "ours" || candidate.way !== "engine" || candidate.node !== runtimes[0]?.node) return [];
      const { scheme, density } = candidate;
      const slower = (overPyTorch(group, row, "wallMs") ?? 1) < 1;
      return slower ? [{ network: group.network, what: scheme === "dense" ? "1" : `${density} (${scheme})` }] : [];
    }),
  );
  if (lost.length === 0) return "PyTorch is nowhere faster here.";
  const networks = [...new Set(lost.map(({ network }) => network))].map((name) => {
    const whats = new Set(lost.flatMap(({ network, what }) => (network === name ? [what] : [])));
    return `\`${name}\` at ${[...whats].join(", ")}`;
  });
  return `**PyTorch is faster on** ${networks.join("; ")}: there a GPU or PyTorch is the better choice.`;
}

/** Least and largest number of samples of our rows. */
function samples({ groups }: Report): string {
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
