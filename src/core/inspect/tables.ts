/** A checkpoint file's layers as tables, alone and beside those of a second file. */
import { layerName } from "../results/gradientFlow";
import { fileStem } from "../results/stem";
import type { Column, ResultTable, Row } from "../results/table";
import { rules } from "../sparsity/schemes";
import type { Locale } from "../template";
import type { FileDifference, Inspection } from "./inspection";
import { type Say, saying } from "./phrases";
import { givenByRules } from "./rules";
import { mostOf } from "./sentences";

/** What every layer keeps, what each rule would give to it, and its fans; the whole comes last. */
export function layerTable(name: string, { layers, total }: Inspection, locale: Locale): ResultTable {
  const say = saying(locale);
  const rest = layers.filter(({ size }) => size > 0);
  const given = givenByRules(rest, total.density).flatMap(({ id, densities }) =>
    typeof densities === "string" ? [] : [{ title: say("densities.rule", { scheme: rules[id].title }), densities }],
  );
  const dead = layers.reduce((sum, layer) => sum + layer.deadFilters, 0);
  const [label, text] = [say("table.layer"), "text"] as const;
  const columns: readonly Column[] = [
    { title: label, format: text },
    { title: say("table.shape"), format: text },
    { title: say("table.density"), format: "number" },
    ...countColumns(["kept", "weights", "dead"], say),
    ...given.map(({ title }): Column => ({ title, format: "number" })),
    ...countColumns(["leastIn", "mostIn", "allIn", "leastOut", "mostOut", "allOut"], say),
  ];
  const rows = rest.map((layer, at): Row => {
    const { shape, density, kept, size, deadFilters, fanIn, fanOut } = layer;
    return {
      ...{ key: layer.name, label: layerName(layer.name) },
      cells: [
        ...[shape.join(" × "), density, kept, size, deadFilters, ...given.map(({ densities }) => densities[at])],
        ...[fanIn, fanOut].flatMap((fan) => [fan.least, fan.most, mostOf(fan)]),
      ],
    };
  });
  const none = (count: number) => Array.from({ length: count }, () => undefined);
  const cells = [undefined, total.density, total.kept, total.size, dead, ...none(given.length + 6)];
  return {
    id: fileStem(`layer-table-${name}`),
    title: say("table.title", { name }),
    columns,
    rows: [...rows, { key: "", label: say("table.whole"), cells }],
    notes: [],
  };
}

type Count = "kept" | "weights" | "dead" | `${"least" | "most" | "all"}${"In" | "Out"}`;

function countColumns(ids: readonly Count[], say: Say): readonly Column[] {
  return ids.map((id) => ({ title: say(`table.${id}`), format: "count" }));
}

/** What both files keep of each layer of the first, and what only one of them does. */
export function differenceTable(
  files: { readonly first: string; readonly second: string },
  { layers, others }: FileDifference,
  locale: Locale,
): ResultTable {
  const say = saying(locale);
  const titles = [
    say("table.both"),
    say("table.only", { name: files.first }),
    say("table.only", { name: files.second }),
  ];
  return {
    id: fileStem(`differences-${files.first}-${files.second}`),
    title: say("table.differences"),
    columns: [
      { title: say("table.layer"), format: "text" },
      { title: say("table.overlap"), format: "percent" },
      ...titles.map((title): Column => ({ title, format: "count" })),
    ],
    rows: layers.map(({ name, counts, overlap, twin }) => ({
      key: name,
      label: twin === undefined ? layerName(name) : `${layerName(name)} · ${layerName(twin)}`,
      cells: [overlap, counts?.both, counts?.onlyFirst, counts?.onlySecond],
    })),
    notes: others > 0 ? [say("table.others", { count: others, name: files.second })] : [],
  };
}
