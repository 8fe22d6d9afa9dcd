/** A checkpoint file's layers as charts: how dense they are beside the schemes, and the fans of one of them. */
import { formatNumber } from "../chart/format";
import type { ChartModel, Series } from "../chart/model";
import { layerName } from "../results/gradientFlow";
import { fileStem } from "../results/stem";
import { count } from "../run/words";
import type { PrunableLayers } from "../sparsity/layers";
import { rules, type RuleId } from "../sparsity/schemes";
import type { Locale } from "../template";
import type { InspectedLayer, Inspection } from "./inspection";
import { saying } from "./phrases";
import { mostOf, unitsOf } from "./sentences";

/** Those that need no more than shapes. */
const compared = ["uniform", "er", "erk"] as const satisfies readonly RuleId[];

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
  const isDense = total.kept === total.size;
  return {
    id: fileStem(`layers-${name}`),
    title: say("densities.title"),
    summary: say("densities.summary", {
      ...{ top: names[top.at]!, most: word(top.density) },
      ...{ bottom: names[bottom.at]!, least: word(bottom.density) },
    }),
    x: { title: say("axis.layer"), scale: "category", format: "number", categories: names },
    y: { title: say("axis.density"), scale: "linear", format: "number", min: 0, max: 1 },
    series: [own, ...(isDense ? [] : compared.map((id, index) => ruleSeries(id, index + 1, layers, total, locale)))],
    notes: [say(isDense ? "densities.dense" : "densities.unnamed")],
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

function ruleSeries(
  id: RuleId,
  slot: number,
  layers: readonly InspectedLayer[],
  { density }: Inspection["total"],
  locale: Locale,
): Series {
  const shares = rules[id].densities(prunableOf(layers), density);
  const label = saying(locale)("densities.rule", { scheme: rules[id].title });
  return { label, slot, kind: "line", points: shares.map((y, x) => ({ x, y })) };
}

/** What a rule sees of a file: shapes as `[out, in, …]`, whichever way the file has them. */
function prunableOf(layers: readonly InspectedLayer[]): PrunableLayers {
  const sizes = layers.map(({ size }) => size);
  return {
    shapes: layers.map(({ shape, fanIn, fanOut }) => {
      const [output, input] = [unitsOf(fanIn), unitsOf(fanOut)];
      return [output, input, ...without(without(shape, output), input)];
    }),
    ...{ sizes, total: sizes.reduce((sum, size) => sum + size, 0), classifier: -1 },
  };
}

function without(extents: readonly number[], extent: number): readonly number[] {
  const at = extents.indexOf(extent);
  return extents.filter((_, index) => index !== at);
}
