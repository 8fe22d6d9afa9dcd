import { densityChart, fanCharts } from "../../src/core/inspect/charts";
import type { InspectedLayer } from "../../src/core/inspect/inspection";
import type { MaskCommand } from "../../src/core/inspect/panel";
import { assumedSentences, extentOf, fileSentence } from "../../src/core/inspect/sentences";
import { differenceTable, layerTable } from "../../src/core/inspect/tables";
import type { Locale } from "../../src/core/template";
import { make, write } from "../dom";
import { button } from "../elements";
import type { Files } from "../results/exportMenu";
import { figure } from "../results/figure";
import { tableFigure } from "../results/resultTable";
import { wordsIn as chartWordsIn } from "../results/words";
import { layerList } from "./layerList";
import type { Look } from "./look";
import { maskFigure } from "./maskFigure";
import { chosenLayer, type MaskState } from "./state";
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
  /** Does what a command of the editor asks for. */
  obey(command: MaskCommand): void;
  recolour(): void;
}

export function maskView({ locale, files, compare, alone, onLook, onResize }: MaskViewOptions): MaskView {
  const [say, chartWords] = [wordsIn(locale), chartWordsIn(locale)];
  let layer: InspectedLayer | undefined;
  const title = make("h1");
  const said = make("p", { class: "summary", role: "status" });
  const failed = make("p", { class: "reason", role: "alert" });
  const stop = button({ label: say("alone"), onClick: alone });
  const actions = make("div", { class: "actions" }, button({ label: say("compare"), onClick: compare }), stop);
  const list = layerList(say("layers"), (name) => {
    onLook({ layer: name });
  });
  const mask = maskFigure({
    ...{ say, locale, files, onResize },
    onLook: (window) => {
      if (layer !== undefined) onLook({ layer: layer.name, window });
    },
  });
  const chart = () => figure(chartWords, locale, files);
  const table = () => tableFigure(chartWords, locale, files);
  const [fanIn, fanOut, densities, layers, differences] = [chart(), chart(), chart(), table(), table()];
  const fans = make("div", { class: "charts" }, fanIn.element, fanOut.element);
  const parts = [mask.element, differences.element, fans, densities.element, layers.element];
  const columns = make("div", { class: "columns" }, list.element, make("div", { class: "panel" }, ...parts));
  const act = { ...mask.act, compare, alone };
  const shown = { picture: mask, layers, differences, densities, fanIn, fanOut };
  const drawFile = drawnAnew(({ file }: MaskState) => {
    if (file === undefined) return;
    densities.draw(densityChart(file.name, file.inspection, locale));
    layers.draw(layerTable(file.name, file.inspection, locale));
  });
  const drawFans = drawnAnew((of: InspectedLayer) => {
    const [first, second] = fanCharts(of, locale);
    fanIn.draw(first!);
    fanOut.draw(second!);
  });
  const drawDifferences = drawnAnew(({ file, second }: MaskState) => {
    if (file === undefined || second === undefined) return;
    differences.draw(differenceTable({ first: file.name, second: second.name }, second.difference, locale));
  });
  return {
    element: make("div", { class: "page" }, make("div", { class: "top" }, title, actions), said, failed, columns),
    draw(state, look) {
      const { file, second } = state;
      layer = chosenLayer(state, look.layer);
      write(title, file?.name ?? state.counting ?? "");
      write(said, summary(state, say, locale));
      write(failed, state.failed ?? "");
      failed.hidden = state.failed === undefined;
      columns.hidden = actions.hidden = file === undefined;
      stop.hidden = differences.element.hidden = second === undefined;
      if (file === undefined || layer === undefined) return 0;
      list.draw(file.inspection.layers, layer.name);
      drawFile(file, state);
      drawFans(layer, layer);
      drawDifferences(second, state);
      return mask.draw(layer, state, look);
    },
    size: (wanted) => mask.size(extentOf(wanted)),
    obey(command) {
      if (command.kind === "act") act[command.act]();
      else if (command.kind === "choose") onLook({ layer: command.layer });
      else openMenu(shown[command.what].element);
    },
    recolour() {
      for (const each of [fanIn, fanOut, densities]) each.recolour();
    },
  };
}

/** Draws only where `of` is another than the last time. */
function drawnAnew<Drawn>(draw: (what: Drawn) => void): (of: unknown, what: Drawn) => void {
  let last: unknown;
  return (of, what) => {
    if (of === last) return;
    last = of;
    draw(what);
  };
}

/** Opens the menu of a chart or table that saves it, and gives it the keyboard. */
function openMenu(element: HTMLElement): void {
  const menu = element.querySelector<HTMLDetailsElement>("details.export");
  if (menu === null) return;
  menu.open = true;
  menu.scrollIntoView({ block: "center" });
  menu.querySelector("select")?.focus();
}

function summary({ counting, file, second }: MaskState, say: Say, locale: Locale): string {
  if (file === undefined) return counting === undefined ? "" : say("counting", { name: counting });
  const found = fileSentence(file.inspection, locale);
  if (second === undefined) return found;
  const assumed = assumedSentences(second.difference, { first: file.name, second: second.name }, locale);
  return [found, say("comparedWith", { name: second.name }), ...assumed].join(" ");
}
