/** The mask of one layer as a picture, with what it shows in words, what its colours mean and its export. */
import type { InspectedLayer } from "../../src/core/inspect/inspection";
import type { PicturePart } from "../../src/core/inspect/picture";
import { comparedSentence, extentOf, layerSentence } from "../../src/core/inspect/sentences";
import type { Window } from "../../src/core/inspect/window";
import { layerName } from "../../src/core/results/gradientFlow";
import { fileStem } from "../../src/core/results/stem";
import { count } from "../../src/core/run/words";
import type { Locale } from "../../src/core/template";
import { mostShapes } from "../../src/report/cellPicture";
import { make, write } from "../dom";
import { exportMenu, type Files } from "../results/exportMenu";
import { wordsIn as chartWordsIn } from "../results/words";
import { maskCanvas, type MaskCanvas } from "./canvas";
import { areShapes, maskFiles, type ShownMask } from "./files";
import { windowOf, type Look } from "./look";
import type { MaskState } from "./state";
import type { Say } from "./words";

export interface MaskFigureOptions {
  readonly say: Say;
  readonly locale: Locale;
  readonly files: Files;
  readonly onLook: (window: Window) => void;
  readonly onResize: () => void;
}

export interface MaskFigure extends Pick<MaskCanvas, "act" | "size"> {
  readonly element: HTMLElement;
  /** Returns the number of cells that hold anything. */
  draw(layer: InspectedLayer, state: MaskState, look: Look): number;
}

export function maskFigure({ say, locale, files, onLook, onResize }: MaskFigureOptions): MaskFigure {
  let shown: ShownMask | undefined;
  const canvas = maskCanvas({ say, onResize, onLook });
  const title = make("h2");
  const sentence = make("p", { class: "summary", role: "status" });
  const seen = make("p", { class: "quiet" });
  const legend = make("ul", { class: "legend", "aria-label": say("colours") });
  const menu = exportMenu(
    chartWordsIn(locale),
    locale,
    files,
    maskFiles,
    () => shown,
    (mask, format) => (format === "svg" && !areShapes(mask) ? refusal(mask, say) : undefined),
  );
  const top = make(
    "figcaption",
    { class: "top" },
    title,
    make("div", { class: "actions" }, ...canvas.buttons, menu.element),
  );
  return {
    element: make("figure", { class: "chart", "data-chart": "mask" }, ...[top, sentence, canvas.element, seen, legend]),
    act: canvas.act,
    size: canvas.size,
    draw(layer, state, look) {
      const { file, second, picture } = state;
      const extent = extentOf(layer);
      const window = windowOf(layer, look);
      write(title, say("mask", { name: layerName(layer.name) }));
      const told = maskWords(layer, state, locale);
      write(sentence, told);
      canvas.describe(`${title.textContent}. ${told}`);
      const own = picture?.layer === layer.name ? picture : undefined;
      const isDrawn = own !== undefined && JSON.stringify(own.window) === JSON.stringify(window);
      const words = seenWords(layer, window, canvas.size(extent), say);
      write(seen, isDrawn || state.failed !== undefined ? words : `${words} ${say("drawing")}`);
      const parts = second === undefined ? (["kept"] as const) : (["both", "onlyFirst", "onlySecond"] as const);
      const names = { onlyFirst: file?.name ?? "", onlySecond: second?.name ?? "" };
      const labels = [...parts, "pruned" as const].map((part) => ({ part, label: partLabel(part, names, say) }));
      legend.replaceChildren(...labels.map(entry));
      menu.element.hidden = !isDrawn;
      shown =
        own === undefined
          ? undefined
          : {
              ...{ id: fileStem(`mask-${layerName(layer.name)}`), title: title.textContent, picture: own, labels },
              ...{ summary: `${told} ${words}`, box: canvas.box(extent) },
            };
      return canvas.draw(extent, window, own);
    },
  };
}

function refusal({ picture: { width, height } }: ShownMask, say: Say): string {
  return say("noShapes", { cells: count(width * height), most: count(mostShapes) });
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

function partLabel(
  part: PicturePart | "pruned",
  names: Readonly<Record<"onlyFirst" | "onlySecond", string>>,
  say: Say,
): string {
  return say(part, { name: part === "onlyFirst" || part === "onlySecond" ? names[part] : "" });
}

function entry({ part, label }: ShownMask["labels"][number]): HTMLElement {
  return make("li", {}, make("span", { class: `swatch ${part}`, "aria-hidden": "true" }), label);
}
