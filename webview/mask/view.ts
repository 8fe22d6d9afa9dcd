import { densityChart, fanCharts } from "../../src/core/inspect/charts";
import type { InspectedLayer } from "../../src/core/inspect/inspection";
import type { PicturePart } from "../../src/core/inspect/picture";
import {
  assumedSentences,
  comparedSentence,
  fileSentence,
  layerSentence,
  extentOf,
} from "../../src/core/inspect/sentences";
import type { Window } from "../../src/core/inspect/window";
import { layerName } from "../../src/core/results/gradientFlow";
import { count, percent } from "../../src/core/run/words";
import type { Locale } from "../../src/core/template";
import { make, table, write } from "../dom";
import { button } from "../elements";
import type { Files } from "../results/exportMenu";
import { figure } from "../results/figure";
import { wordsIn as chartWordsIn } from "../results/words";
import { maskCanvas } from "./canvas";
import { layerList } from "./layerList";
import { windowOf, type Look } from "./look";
import { chosenLayer, type MaskState, type Second } from "./state";
import { wordsIn, type Say } from "./words";

export interface MaskViewOptions {
  readonly locale: Locale;
  readonly files: Files;
  readonly compare: () => void;
  readonly alone: () => void;
  readonly onLook: (look: Look) => void;
  /** The picture has another size. */
  readonly onResize: () => void;
}

export interface MaskView {
  readonly element: HTMLElement;
  /** Returns the number of cells of the picture that hold anything. */
  draw(state: MaskState, look: Look): number;
  /** What has to be asked for to see this. */
  readonly size: (layer: InspectedLayer) => { readonly width: number; readonly height: number };
  recolour(): void;
}

export function maskView({ locale, files, compare, alone, onLook, onResize }: MaskViewOptions): MaskView {
  const say = wordsIn(locale);
  let layer: InspectedLayer | undefined;
  const title = make("h1");
  const said = make("p", { class: "summary", role: "status" });
  const failed = make("p", { class: "reason", role: "alert" });
  const stop = button({ label: say("alone"), onClick: alone });
  const actions = make("div", { class: "actions" }, button({ label: say("compare"), onClick: compare }), stop);
  const list = layerList(say("layers"), (name) => {
    onLook({ layer: name });
  });
  const canvas = maskCanvas({
    say,
    onResize,
    onLook: (window) => {
      if (layer !== undefined) onLook({ layer: layer.name, window });
    },
  });
  const maskTitle = make("h2");
  const sentence = make("p", { class: "summary", role: "status" });
  const seen = make("p", { class: "quiet" });
  const legend = make("ul", { class: "legend", "aria-label": say("colours") });
  const top = make("figcaption", { class: "top" }, maskTitle, make("div", { class: "actions" }, ...canvas.buttons));
  const mask = make("figure", { class: "chart", "data-chart": "mask" }, top, sentence, canvas.element, seen, legend);
  const differences = make("section", { class: "chart", "aria-label": say("differences") });
  const chartWords = chartWordsIn(locale);
  const [fanIn, fanOut, densities] = [0, 1, 2].map(() => figure(chartWords, locale, files)) as [
    ReturnType<typeof figure>,
    ReturnType<typeof figure>,
    ReturnType<typeof figure>,
  ];
  const fans = make("div", { class: "charts" }, fanIn.element, fanOut.element);
  const content = make("div", { class: "panel" }, mask, differences, fans, densities.element);
  const columns = make("div", { class: "columns" }, list.element, content);
  let compared: Second | undefined;
  const drawDifferences = (second: Second, first: string) => {
    if (compared === second) return;
    compared = second;
    differences.replaceChildren(make("h2", {}, say("differences")), differenceTable(second, first, say));
  };
  let drawnFor: unknown;
  const drawCharts = ({ file }: MaskState) => {
    if (file === undefined || layer === undefined || drawnFor === layer) return;
    drawnFor = layer;
    const [first, second] = fanCharts(layer, locale);
    fanIn.draw(first!);
    fanOut.draw(second!);
    densities.draw(densityChart(file.name, file.inspection, locale));
  };
  return {
    element: make("div", { class: "page" }, make("div", { class: "top" }, title, actions), said, failed, columns),
    draw(state, look) {
      const { file, second, picture } = state;
      layer = chosenLayer(state, look.layer);
      write(title, file?.name ?? state.counting ?? "");
      write(said, summary(state, say, locale));
      write(failed, state.failed ?? "");
      failed.hidden = state.failed === undefined;
      columns.hidden = actions.hidden = file === undefined;
      stop.hidden = differences.hidden = second === undefined;
      if (file === undefined || layer === undefined) return 0;
      list.draw(file.inspection.layers, layer.name);
      const extent = extentOf(layer);
      const window = windowOf(layer, look);
      write(maskTitle, say("mask", { name: layerName(layer.name) }));
      const told = maskWords(layer, state, locale);
      write(sentence, told);
      canvas.describe(`${maskTitle.textContent}. ${told}`);
      const own = picture?.layer === layer.name ? picture : undefined;
      const isDrawn = own !== undefined && JSON.stringify(own.window) === JSON.stringify(window);
      const words = seenWords(layer, window, canvas.size(extent), say);
      write(seen, isDrawn || state.failed !== undefined ? words : `${words} ${say("drawing")}`);
      const parts = second === undefined ? (["kept"] as const) : (["both", "onlyFirst", "onlySecond"] as const);
      legend.replaceChildren(...[...parts, "pruned" as const].map((part) => entry(part, state, say)));
      if (second !== undefined) drawDifferences(second, file.name);
      drawCharts(state);
      return canvas.draw(extent, window, own);
    },
    size: (wanted) => canvas.size(extentOf(wanted)),
    recolour() {
      for (const each of [fanIn, fanOut, densities]) each.recolour();
    },
  };
}

function summary({ counting, file, second }: MaskState, say: Say, locale: Locale): string {
  if (file === undefined) return counting === undefined ? "" : say("counting", { name: counting });
  const found = fileSentence(file.inspection, locale);
  if (second === undefined) return found;
  const assumed = assumedSentences(second.difference, { first: file.name, second: second.name }, locale);
  return [found, say("comparedWith", { name: second.name }), ...assumed].join(" ");
}

function maskWords(layer: InspectedLayer, { file, second }: MaskState, locale: Locale): string {
  const found = layerSentence(layer, locale);
  const compared = second?.difference.layers.find(({ name }) => name === layer.name);
  if (compared === undefined) return found;
  const names = { first: file?.name ?? "", second: second?.name ?? "" };
  return `${found} ${comparedSentence(compared, names, locale)}`;
}

function seenWords(
  layer: InspectedLayer,
  { top, left, rows, columns }: Window,
  cells: { readonly width: number; readonly height: number },
  say: Say,
): string {
  const extent = extentOf(layer);
  const each = Math.ceil(rows / cells.height) * Math.ceil(columns / cells.width);
  return say("seen", {
    ...{ top: count(top + 1), bottom: count(top + rows), rows: count(extent.rows) },
    ...{ left: count(left + 1), right: count(left + columns), columns: count(extent.columns) },
    ...(each > 1 && { each: count(each) }),
  });
}

function entry(part: PicturePart | "pruned", { file, second }: MaskState, say: Say): HTMLElement {
  const names = { onlyFirst: file?.name ?? "", onlySecond: second?.name ?? "" };
  const name = part === "onlyFirst" || part === "onlySecond" ? names[part] : "";
  return make("li", {}, make("span", { class: `swatch ${part}`, "aria-hidden": "true" }), say(part, { name }));
}

function differenceTable({ name, difference }: Second, first: string, say: Say): HTMLElement {
  const head = [
    say("layer"),
    say("overlap"),
    say("both"),
    say("onlyFirst", { name: first }),
    say("onlySecond", { name }),
  ];
  const rows = difference.layers.map(({ name: of, counts, overlap }) => [
    layerName(of),
    ...(counts === undefined || overlap === undefined
      ? ["–", "–", "–", "–"]
      : [percent(overlap), count(counts.both), count(counts.onlyFirst), count(counts.onlySecond)]),
  ]);
  const others =
    difference.others > 0
      ? [make("p", { class: "quiet" }, say("others", { count: count(difference.others), name }))]
      : [];
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": say("differences") });
  scroll.append(table(say("differences"), head, rows), ...others);
  return scroll;
}
