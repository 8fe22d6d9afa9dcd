import type { ResultEntry } from "../../src/core/results/panel";
import { percent } from "../../src/core/run/words";
import { make, write } from "../dom";
import { button } from "../elements";
import { cellsOf, type CellEntry, type ResultsState } from "./state";
import { counted, type Say } from "./words";

export interface Chooser {
  readonly element: HTMLElement;
  draw(state: ResultsState): void;
}

/** More than anyone looks through; the filter finds the others. */
const most = 200;

/** All runs there are, network by network, to be ticked. */
export function chooser(say: Say, choose: (ids: readonly string[]) => void): Chooser {
  let state: ResultsState | undefined;
  const filter = make("input", { type: "search", placeholder: say("filter"), "aria-label": say("filter") });
  const found = make("p", { class: "quiet", role: "status" });
  const list = make("ul", { class: "cells", "aria-label": say("choose") });
  const shown = () => (state === undefined ? [] : cellsOf(state, filter.value));
  const all = button({
    label: say("all"),
    onClick: () => {
      const ids = shown().flatMap(({ runs }) => runs.map(({ id }) => id));
      choose([...new Set([...(state?.chosen ?? []), ...ids])]);
    },
  });
  const none = button({
    label: say("none"),
    onClick: () => {
      choose([]);
    },
  });
  const redraw = () => {
    const cells = shown();
    const chosen = new Set(state?.chosen);
    const toggle = (runs: readonly ResultEntry[], on: boolean) => {
      const ids = new Set(runs.map(({ id }) => id));
      const others = (state?.chosen ?? []).filter((id) => !ids.has(id));
      choose(on ? [...others, ...ids] : others);
    };
    const runs = cells.reduce((sum, cell) => sum + cell.runs.length, 0);
    const more = cells.length - most;
    const all = say("found", { cells: counted(say, "network", cells.length), runs: counted(say, "run", runs) });
    write(found, more > 0 ? `${all}. ${say("more", { more })}` : all);
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.cell : undefined;
    list.replaceChildren(...cells.slice(0, most).map((cell) => row(cell, chosen, say, toggle)));
    // A list that is written anew must not lose the place of who goes through it with the keyboard.
    if (focused !== undefined) list.querySelector<HTMLElement>(`[data-cell="${focused}"]`)?.focus();
  };
  filter.addEventListener("input", redraw);
  return {
    element: make(
      "section",
      { class: "chooser", "aria-label": say("choose") },
      filter,
      make("div", { class: "actions" }, all, none),
      found,
      list,
    ),
    draw(next) {
      if (next.catalogue === state?.catalogue && next.chosen === state.chosen) return;
      state = next;
      redraw();
    },
  };
}

function row(
  { cell, title, runs }: CellEntry,
  chosen: ReadonlySet<string>,
  say: Say,
  toggle: (runs: readonly ResultEntry[], on: boolean) => void,
): HTMLElement {
  const ticked = runs.filter(({ id }) => chosen.has(id)).length;
  const box = make("input", { type: "checkbox", "data-cell": String(cell) });
  box.checked = ticked === runs.length;
  box.indeterminate = ticked > 0 && ticked < runs.length;
  box.addEventListener("change", () => {
    toggle(runs, box.checked);
  });
  const accuracies = runs.flatMap(({ accuracy }) => accuracy ?? []);
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  const facts = [
    ...(runs.length > 1 ? [say("seeds", { count: runs.length })] : []),
    ...(accuracies.length > 0 ? [percent(mean)] : []),
    ...(runs.some(({ status }) => status === "running") ? [say("running")] : []),
  ];
  return make(
    "li",
    {},
    make("label", {}, box, make("span", {}, title), make("span", { class: "quiet" }, facts.join(" · "))),
  );
}
