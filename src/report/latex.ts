/** Charts and tables as LaTeX, with the rules of booktabs. */
import type { ChartModel } from "../core/chart/model";
import type { ResultTable } from "../core/results/table";
import type { Locale } from "../core/template";
import { chartWords, tableWords, type WordTable } from "./cells";

export function chartLatex(chart: ChartModel, locale: Locale): string {
  return table(chart.id, `${chart.title}. ${chart.summary}`, chartWords(chart, locale), chart.notes);
}

export function tableLatex(results: ResultTable, locale: Locale): string {
  return table(results.id, results.title, tableWords(results, locale), results.notes);
}

function table(id: string, caption: string, { heads, rows, isNumeric }: WordTable, notes: readonly string[]): string {
  const line = (cells: readonly string[]) => `    ${cells.map(escaped).join(" & ")} \\\\`;
  return [
    "% \\usepackage{booktabs}",
    ...notes.map((note) => `% ${note.replaceAll(/\s+/g, " ")}`),
    "\\begin{table}",
    "  \\centering",
    `  \\caption{${escaped(caption)}}`,
    `  \\label{tab:${id.replaceAll(/[^\w.-]/g, "-")}}`,
    `  \\begin{tabular}{${isNumeric.map((isRight) => (isRight ? "r" : "l")).join("")}}`,
    "    \\toprule",
    line(heads),
    "    \\midrule",
    ...rows.map(line),
    "    \\bottomrule",
    "  \\end{tabular}",
    "\\end{table}",
    "",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\{}$&#%_^~<>|−±×·–…]/g, (character) => commands[character]!);
}

const commands: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from("{}$&#%_").map((character) => [character, `\\${character}`])),
  "\\": "\\textbackslash{}",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "−": "$-$",
  "±": "$\\pm$",
  "×": "$\\times$",
  "·": "\\textperiodcentered{}",
  "–": "--",
  "…": "\\ldots{}",
};
