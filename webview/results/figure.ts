/** A chart with all that belongs to it: its sentence, its legend, how to zoom and save it, and its numbers as a table. */
import { styleOf } from "../../src/core/chart/palette";
import type { ChartModel, Series } from "../../src/core/chart/model";
import type { Locale } from "../../src/core/template";
import { make, write } from "../dom";
import { button } from "../elements";
import { exportMenu, type ExportMenu, type Files } from "./exportMenu";
import { chartFiles } from "./files";
import { drawnInView } from "./inView";
import { marker } from "./marker";
import { numbersTable } from "./numbers";
import { plotIn } from "./plot";
import type { Say } from "./words";

export interface Figure {
  readonly element: HTMLElement;
  /** Returns the number of points in its lines. */
  draw(model: ChartModel): number;
  recolour(): void;
  /** Shows all of it again. */
  reset(): void;
  /** Undefined while there is nothing in it. */
  readonly exports: () => ExportMenu | undefined;
  close(): void;
}

export function figure(say: Say, locale: Locale, files: Files): Figure {
  const title = make("h2");
  const said = make("p", { class: "summary" });
  const canvas = make("canvas", { role: "img", tabindex: "0", "aria-description": say("zoomHelp") });
  const key = make("ul", { class: "legend", "aria-label": say("legend"), tabindex: "0" });
  const notes = make("ul", { class: "notes" });
  const table = make("div", { class: "scroll" });
  const numbers = make("details", {}, make("summary", {}, say("numbers")), table);
  const actions = make("div", { class: "actions" });
  const element = make(
    "figure",
    { class: "chart" },
    make("figcaption", { class: "top" }, title, actions),
    said,
    make("div", { class: "plot" }, canvas),
    key,
    notes,
    numbers,
  );
  let shown: ChartModel | undefined;
  const plot = plotIn(canvas, locale, () => {
    showAll.hidden = !plot.isZoomed();
  });
  const view = drawnInView(element, () => {
    if (shown !== undefined) plot.draw(shown);
  });
  const showAll = button({
    label: say("zoomReset"),
    onClick: () => {
      plot.reset();
    },
  });
  showAll.hidden = true;
  const menu = exportMenu(say, locale, files, chartFiles, () => shown);
  actions.append(showAll, menu.element);
  canvas.addEventListener("keydown", (event) => {
    const keys: Readonly<Record<string, () => void>> = {
      "+": () => {
        plot.zoom(1.5);
      },
      "-": () => {
        plot.zoom(1 / 1.5);
      },
      ArrowLeft: () => {
        plot.pan(-0.2);
      },
      ArrowRight: () => {
        plot.pan(0.2);
      },
      Home: () => {
        plot.reset();
      },
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  const writeNumbers = () => {
    if (numbers.open && shown !== undefined) table.replaceChildren(numbersTable(shown, say, locale));
  };
  numbers.addEventListener("toggle", writeNumbers);
  return {
    element,
    draw(model) {
      shown = model;
      element.dataset.chart = model.id;
      write(title, model.title);
      write(said, model.summary);
      canvas.setAttribute("aria-label", `${model.title}. ${model.summary}`);
      const named = model.series.filter(({ faint }) => faint !== true);
      const more = named.length - mostNamed;
      const rest = more > 0 ? [make("li", { class: "quiet" }, say("moreLines", { more }))] : [];
      key.replaceChildren(...named.slice(0, mostNamed).map(entry), ...rest);
      notes.replaceChildren(...model.notes.map((note) => make("li", {}, note)));
      const isEmpty = model.series.length === 0;
      canvas.parentElement!.hidden = isEmpty;
      numbers.hidden = isEmpty;
      menu.element.hidden = isEmpty;
      view.ask();
      writeNumbers();
      return model.series.reduce((sum, { points }) => sum + points.length, 0);
    },
    recolour() {
      plot.recolour();
    },
    reset() {
      if (plot.isZoomed()) plot.reset();
    },
    exports: () => (menu.element.hidden ? undefined : menu),
    close() {
      view.end();
      plot.close();
    },
  };
}

/** Entries of a legend: more than anyone looks through, and thousands take seconds. */
const mostNamed = 100;

/** What a line of the legend looks like, and means. */
function entry(series: Series): HTMLElement {
  return make("li", {}, marker(series.kind, styleOf(series.slot)), series.label);
}
