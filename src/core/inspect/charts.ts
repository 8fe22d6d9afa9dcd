/** A checkpoint file's layers as charts: how dense they are beside the schemes, and the fans of one of them. */
import { formatNumber } from "../chart/format";
import type { ChartModel, Series } from "../chart/model";
import { layerName } from "../results/gradientFlow";
import { fileStem } from "../results/stem";
import { count, significant } from "../run/words";
import { rules } from "../sparsity/schemes";
import type { Locale } from "../template";
import type { InspectedLayer, Inspection } from "./inspection";
import { saying } from "./phrases";
import { givenByRules, type Missing } from "./rules";
import { mostOf } from "./sentences";

/** How dense every layer is, beside what each rule would give at the same density of the whole. */
export function densityChart(name: string, { layers: all, total }: Inspection, locale: Locale): ChartModel {
  const say = saying(locale);
  const layers = all.filter(({ size }) => size > 0);
  const names = layers.map((layer) => layerName(layer.name));
  const word = (value: number) => formatNumber(value, "number", locale);
  const sorted = layers.map(({ density }, at) => ({ at, density })).sort((one, other) => other.density - one.density);
  const [top, bottom] = [sorted[0]!, sorted.at(-1)!];
  const own: Series = {
    label: say("densities.own", { name }),
    ...{ slot: 0, kind: "bars", points: layers.map(({ density }, x) => ({ x, y: density })) },
  };
  const { lines, missing } =
    total.kept === total.size ? { lines: [], missing: [say("densities.dense")] } : besideRules(layers, total, locale);
  return {
    id: fileStem(`layers-${name}`),
    title: say("densities.title"),
    summary: say("densities.summary", {
      ...{ top: names[top.at]!, most: word(top.density) },
      ...{ bottom: names[bottom.at]!, least: word(bottom.density) },
    }),
    x: { title: say("axis.layer"), scale: "category", format: "number", categories: names },
    y: { title: say("axis.density"), scale: "linear", format: "number", min: 0, max: 1 },
    series: [own, ...lines],
    notes: missing,
  };
}

/** How many kept weights enter units, and leave inputs. */
export function fanCharts({ name, fanIn, fanOut }: InspectedLayer, locale: Locale): readonly ChartModel[] {
  const say = saying(locale);
  return (["fanIn", "fanOut"] as const).map((which): ChartModel => {
    const fan = which === "fanIn" ? fanIn : fanOut;
    const [least, most, all] = [count(fan.least), count(fan.most), count(mostOf(fan))];
    const label = say(which === "fanIn" ? "axis.units" : "axis.inputs");
    const title = layerName(name);
    return {
      id: fileStem(`${which === "fanIn" ? "fan-in" : "fan-out"}-${title}`),
      title: say(`${which}.title`, { name: title }),
      summary: say(least === most ? "fan.same" : "fan.summary", { least, most, all }),
      x: {
        title: say(`axis.${which}`, { most: all }),
        ...{ scale: "category", format: "number" },
        categories: fan.bins.map(({ from, to }) => (from === to ? String(from) : say("bin.range", { from, to }))),
      },
      y: { title: label, scale: "linear", format: "count" },
      series: [{ label, slot: 0, kind: "bars", points: fan.bins.map(({ units }, x) => ({ x, y: units })) }],
      notes: [],
    };
  });
}

/** A line for each rule that can be drawn, and why the others are not, each reason once. */
function besideRules(
  layers: readonly InspectedLayer[],
  { density }: Inspection["total"],
  locale: Locale,
): { readonly lines: readonly Series[]; readonly missing: readonly string[] } {
  const say = saying(locale);
  const given = givenByRules(layers, density);
  const titles = (why: Missing) => given.filter(({ densities }) => densities === why).map(({ id }) => rules[id].title);
  return {
    lines: given.flatMap(({ id, densities }, index): readonly Series[] => {
      if (typeof densities === "string") return [];
      const label = say("densities.rule", { scheme: rules[id].title });
      return [{ label, slot: index + 1, kind: "line", points: densities.map((y, x) => ({ x, y })) }];
    }),
    missing: (["classifier", "first", "feasible"] as const).flatMap((why) => {
      const schemes = new Intl.ListFormat(locale).format(titles(why));
      return schemes === "" ? [] : [say(`densities.missing.${why}`, { schemes, density: significant(density) })];
    }),
  };
}
