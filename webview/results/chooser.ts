import type { ResultEntry } from "../../src/core/results/panel";
import { percent } from "../../src/core/run/words";
import { make, write } from "../dom";
import { button } from "../elements";
import { cellsOf, type CellEntry, type ResultsState } from "./state";
import { counted, type Say } from "./words";

export interface Chooser {
  readonly element: HTMLElement;
  draw(state: ResultsState): void;
  focus(): void;
}

/** More than anyone looks through; the filter finds the others. */
const most = 200;

export interface ChooserOptions {
  readonly say: Say;
  /** Networks whose seeds are listed, by the run of the lowest. */
  readonly unfolded: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  readonly onUnfold: (unfolded: readonly string[]) => void;
}

/** All runs there are, network by network, to be ticked; a network unfolds to its seeds. */
export function chooser({ say, unfolded, choose, onUnfold }: ChooserOptions): Chooser {
  let state: ResultsState | undefined;
  let open: ReadonlySet<string> = new Set(unfolded);
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
    const unfold = (id: string) => {
      open = new Set(open.has(id) ? [...open].filter((other) => other !== id) : [...open, id]);
      onUnfold([...open]);
      redraw();
    };
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.place : undefined;
    const acts: RowActs = { say, chosen, open, toggle, unfold };
    list.replaceChildren(...cells.slice(0, most).map((cell) => row(cell, acts)));
    // A list that is written anew must not lose the place of who goes through it with the keyboard.
    if (focused !== undefined) {
      [...list.querySelectorAll<HTMLElement>("[data-place]")].find(({ dataset }) => dataset.place === focused)?.focus();
    }
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
    focus() {
      filter.focus();
    },
  };
}

interface RowActs {
  readonly say: Say;
  readonly chosen: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
  readonly toggle: (runs: readonly ResultEntry[], on: boolean) => void;
  readonly unfold: (id: string) => void;
}

function row({ cell, title, runs }: CellEntry, acts: RowActs): HTMLElement {
  const { say, open, unfold } = acts;
  const accuracies = runs.flatMap(({ accuracy }) => accuracy ?? []);
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  const facts = [
    ...(runs.length > 1 ? [say("seeds", { count: runs.length })] : []),
    ...(accuracies.length > 0 ? [percent(mean)] : []),
    ...(runs.some(({ status }) => status === "running") ? [say("running")] : []),
  ];
  const line = ticked(`cell ${cell}`, title, facts, runs, acts);
  if (runs.length === 1) return make("li", {}, make("div", { class: "row" }, line));
  const { id } = runs[0]!;
  const isOpen = open.has(id);
  const attributes = { type: "button", class: "fold", "data-place": `fold ${cell}`, "aria-expanded": String(isOpen) };
  const fold = make("button", { ...attributes, "aria-label": say("seedsOf", { title }) }, isOpen ? "▾" : "▸");
  fold.addEventListener("click", () => {
    unfold(id);
  });
  const seeds = isOpen ? [make("ul", { "aria-label": say("seedsOf", { title }) }, ...runs.map(seedRow(acts)))] : [];
  return make("li", {}, make("div", { class: "row" }, fold, line), ...seeds);
}

function seedRow(acts: RowActs): (run: ResultEntry) => HTMLElement {
  return (run) => {
    const { id, seed, accuracy, status } = run;
    const facts = [
      ...(accuracy === undefined ? [] : [percent(accuracy)]),
      ...(status === "running" ? [acts.say("running")] : []),
    ];
    const line = ticked(`run ${id}`, acts.say("seed", { seed }), facts, [run], acts);
    return make("li", {}, make("div", { class: "row" }, line));
  };
}

/** A box for runs that are chosen together, half ticked where some are; `place` is where the keyboard is. */
function ticked(
  place: string,
  title: string,
  facts: readonly string[],
  runs: readonly ResultEntry[],
  { chosen, toggle }: RowActs,
): HTMLElement {
  const count = runs.filter(({ id }) => chosen.has(id)).length;
  const box = make("input", { type: "checkbox", "data-place": place });
  box.checked = count === runs.length;
  box.indeterminate = count > 0 && count < runs.length;
  box.addEventListener("change", () => {
    toggle(runs, box.checked);
  });
  return make("label", {}, box, make("span", {}, title), make("span", { class: "quiet" }, facts.join(" · ")));
}
