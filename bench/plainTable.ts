import Table from "cli-table3";

/** A table for the terminal without lines but the one under its head; all columns but the first `texts` are numbers. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[], texts = 1): string {
  const drawn = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column < texts ? ("left" as const) : ("right" as const))),
    style: { head: [], border: [], compact: true },
    chars: plainLines,
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString();
}

const none = ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"];
const plainLines = {
  ...Object.fromEntries([...none, "left", "left-mid", "right", "right-mid"].map((part) => [part, ""])),
  ...{ mid: "─", "mid-mid": "─", middle: " " },
};
