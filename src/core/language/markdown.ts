/** Text of people in Markdown, where nothing in it may mean anything. */

/** As a block of YAML, shortened to what one wants to see at once. */
export function fenced(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const shown = lines.length > 20 ? [...lines.slice(0, 19), "…"] : lines;
  const fence = fenceAround(text, 3);
  return `${fence}yaml\n${shown.join("\n")}\n${fence}`;
}

/** As code within a line. */
export function code(text: string): string {
  const fence = fenceAround(text, 1);
  const pad = fence.length > 1 ? " " : "";
  return `${fence}${pad}${text.replaceAll(/\s+/g, " ")}${pad}${fence}`;
}

/** A table whose columns are numbers but for the first. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const marks = head.map((_, column) => (column === 0 ? ":--" : "--:"));
  return [line(head), line(marks), ...rows.map(line)].join("\n");
}

/** Longer than any run of backticks in it. */
function fenceAround(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(Math.max(least, longest + 1));
}
