import type { FormatId } from "../../src/core/chart/fileRequest";
import type { ResultOptions } from "../../src/core/results/options";
import type { ResultsCommand } from "../../src/core/results/panel";
import type { ResultTable } from "../../src/core/results/table";
import { tabs, type Tab } from "../../src/core/results/tabs";
import { metricTitle } from "../../src/core/run/metricWords";
import { cellTitle } from "../../src/core/experiment/plans";
import { cellKey } from "../../src/core/run/compare";
import type { Locale } from "../../src/core/template";
import { make, write } from "../dom";
import { chooser } from "./chooser";
import { controls, type Choices } from "./controls";
import type { ExportMenu, Files } from "./exportMenu";
import { figure, type Figure } from "./figure";
import { tableFigure } from "./resultTable";
import { runsOf, toldOf, type ResultsState } from "./state";
import { tabBar } from "./tabs";
import { counted, type Say } from "./words";

/** What a person has set on the page. */
export interface Setting {
  readonly tab: string;
  readonly options: ResultOptions;
  /** Whether the list of runs is unfolded. */
  readonly choosing: boolean;
  /** Networks whose seeds are listed there, by the run of the lowest. */
  readonly unfolded?: readonly string[];
}

export interface ResultsViewOptions {
  readonly setting: Setting;
  readonly say: Say;
  readonly locale: Locale;
  readonly files: Files;
  readonly choose: (ids: readonly string[]) => void;
  readonly onSet: (setting: Setting) => void;
  readonly onFormats: (formats: readonly FormatId[]) => void;
}

export interface ResultsView {
  readonly element: HTMLElement;
  /** Returns the number of points drawn. */
  draw(state: ResultsState): number;
  recolour(): void;
  /** Does what a command of the editor asks for. */
  perform(command: ResultsCommand): void;
}

export function resultsView({
  setting,
  say,
  locale,
  files,
  choose,
  onSet,
  onFormats,
}: ResultsViewOptions): ResultsView {
  let now = setting;
  let state: ResultsState | undefined;
  let figures = new Map<string, Figure>();
  let optionsOf = "";
  let formatsTold = "none";
  let used: Element | null = null;
  const set = (next: Partial<Setting>) => {
    now = { ...now, ...next };
    onSet(now);
    if (state !== undefined) draw(state);
  };
  const said = make("span", { role: "status" });
  const progress = make("progress", { "aria-hidden": "true" });
  const onUnfold = (unfolded: readonly string[]) => {
    set({ unfolded });
  };
  const runs = chooser({ say, choose, unfolded: setting.unfolded ?? [], onUnfold });
  const choosing = make("details", {}, make("summary", {}, say("choose")), runs.element);
  choosing.open = setting.choosing;
  choosing.addEventListener("toggle", () => {
    if (choosing.open !== now.choosing) set({ choosing: choosing.open });
  });
  const charts = make("div", { class: "charts" });
  for (const kind of ["focusin", "pointerdown"]) {
    charts.addEventListener(kind, ({ target }) => {
      if (target instanceof Element) used = target.closest("figure");
    });
  }
  const table = tableFigure(say, locale, files);
  const options = make("div");
  const panel = make("div", { class: "panel" }, options, charts);
  const titles = tabs.map(({ id, title }) => ({ id, title: title(locale) }));
  const bar = tabBar(say("tabs"), titles, panel, (tab) => {
    set({ tab });
  });
  const draw = (known: ResultsState): number => {
    state = known;
    const tab = tabs.find(({ id }) => id === now.tab) ?? tabs[0]!;
    bar.select(tab.id);
    runs.draw(known);
    write(said, sentence(known, say));
    progress.hidden = isTold(known);
    progress.max = known.tracks.size;
    progress.value = toldOf(known);
    drawOptions(tab, known);
    const count = drawCharts(tab, known);
    tellFormats();
    return count;
  };
  /** Of the chart that was used last, or the first one there is. */
  const exports = (): ExportMenu | undefined => {
    if (table.element.isConnected) return table.exports();
    const all = [...figures.values()].filter((each) => each.exports() !== undefined);
    return (all.find(({ element }) => element === used) ?? all[0])?.exports();
  };
  const tellFormats = () => {
    const formats = exports()?.formats() ?? [];
    if (formats.join(" ") === formatsTold) return;
    formatsTold = formats.join(" ");
    onFormats(formats);
  };
  const drawOptions = (tab: Tab, known: ResultsState) => {
    const choices = choicesOf(known, now.options, locale);
    // Rebuilt only when something else can be chosen: a slider must not go away under the hand.
    const key = JSON.stringify([tab.id, choices]);
    if (key === optionsOf) return;
    optionsOf = key;
    options.replaceChildren(
      controls(tab.options, now.options, choices, say, (chosen) => {
        set({ options: chosen });
      }),
    );
  };
  const drawTable = (rows: ResultTable): number => {
    for (const each of figures.values()) each.close();
    figures = new Map();
    if (table.element.parentElement !== charts) charts.replaceChildren(table.element);
    return table.draw(rows);
  };
  const drawCharts = (tab: Tab, known: ResultsState): number => {
    const shown = runsOf(known);
    const rows = tab.table?.(shown, now.options, locale);
    if (rows !== undefined) return drawTable(rows);
    const models = tab.charts(shown, now.options, locale);
    const next = new Map(models.map(({ id }) => [id, figures.get(id) ?? figure(say, locale, files)]));
    for (const [id, each] of figures) if (!next.has(id)) each.close();
    const elements = [...next.values()].map(({ element }) => element);
    if (
      elements.some((element, index) => charts.children[index] !== element) ||
      charts.children.length !== elements.length
    ) {
      charts.replaceChildren(...elements);
    }
    figures = next;
    return models.reduce((sum, model) => sum + figures.get(model.id)!.draw(model), 0);
  };
  return {
    element: make(
      "div",
      { class: "page" },
      make("h1", {}, say("title")),
      make("p", { class: "summary" }, said, progress),
      ...[choosing, bar.element, panel],
    ),
    draw,
    recolour() {
      for (const each of figures.values()) each.recolour();
    },
    perform(command) {
      switch (command.kind) {
        case "tab":
          set({ tab: command.tab });
          return;
        case "export":
          exports()?.write(command.format, command.how);
          return;
        case "do":
          if (command.action === "resetZoom") for (const each of figures.values()) each.reset();
          else {
            choosing.open = true;
            runs.focus();
          }
      }
    },
  };
}

function isTold(state: ResultsState): boolean {
  return toldOf(state) === state.tracks.size;
}

function sentence(state: ResultsState, say: Say): string {
  const { chosen, tracks } = state;
  if (chosen.length === 0) return say("nothing");
  if (!isTold(state)) return say("reading", { done: toldOf(state), all: tracks.size });
  const ids = new Set(chosen);
  const own = [...tracks.values()].filter(({ id }) => ids.has(id));
  const cells = new Set(own.map(({ plan }) => cellKey(plan))).size;
  const twins = tracks.size - own.length;
  const shown = say("shown", {
    runs: counted(say, "run", own.length),
    cells: counted(say, "network", cells),
    ...(twins > 0 && { twins: counted(say, "twin", twins) }),
  });
  return [...tracks.values()].some(({ thinned }) => thinned === true) ? `${shown}. ${say("thinned")}` : shown;
}

function choicesOf({ tracks }: ResultsState, { which }: ResultOptions, locale: Locale): Choices {
  const runs = [...tracks.values()];
  const metrics = new Set(
    runs.flatMap(({ state }) =>
      state.tests.filter((test) => test.which === which).flatMap((test) => Object.keys(test.metrics)),
    ),
  );
  if (metrics.size === 0) metrics.add("accuracy");
  const cells = new Map(runs.map(({ plan }) => [cellKey(plan), cellTitle(plan)]));
  return { metrics: [...metrics].map((id) => [id, metricTitle(id, locale)]), cells: [...cells] };
}
