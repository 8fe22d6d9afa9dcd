import type { PanelAction } from "../../src/core/run/panel";
import { summary } from "../../src/core/run/summary";
import { make, write } from "../dom";
import { lineChart } from "./chart";
import { runHead } from "./head";
import { legend } from "./legend";
import { resultCards } from "./results";
import { seriesOf } from "./series";
import { epochTable, layerTable } from "./tables";
import type { Tracks } from "./track";
import type { Words } from "./words";

export interface RunViewOptions {
  readonly words: Words;
  /** Whether the table of the charts' numbers is unfolded. */
  readonly numbersOpen: boolean;
  readonly act: (action: PanelAction) => void;
  readonly onToggle: () => void;
}

export interface RunView {
  readonly element: HTMLElement;
  numbersOpen(): boolean;
  /** Returns the number of points drawn. */
  draw(tracks: Tracks): number;
  recolour(): void;
}

export function runView({ words, numbersOpen, act, onToggle }: RunViewOptions): RunView {
  const { say, locale } = words;
  const head = runHead(act, words);
  const said = make("p", { class: "summary" });
  const cards = make("section", { class: "cards", "aria-label": say("results") });
  const charts = [lineChart("accuracy", words), lineChart("loss", words)];
  const numbers = make("details", {}, make("summary", {}, say("numbers")));
  const numbersTable = make("div");
  numbers.open = numbersOpen;
  numbers.append(numbersTable);
  numbers.addEventListener("toggle", onToggle);
  const layers = make("section", { "aria-label": say("density") });
  const curves = make(
    "section",
    { class: "charts", "aria-label": say("curves") },
    ...charts.map(({ element }) => element),
  );
  const key = make("div");
  const element = make("div", { class: "page" }, head.element, said, cards, key, curves, numbers, layers);

  let drawn: Tracks = {};
  return {
    element,
    numbersOpen: () => numbers.open,
    draw(tracks) {
      const { run, twin } = tracks;
      if (run === undefined) return 0;
      head.draw(run);
      const { status, epochs } = run.head;
      const sentence = summary(
        { state: run.state, status, epochs, ...(twin !== undefined && { twin: twin.state }) },
        locale,
      );
      write(said, sentence);
      if (run.state.tests !== drawn.run?.state.tests || twin?.state.tests !== drawn.twin?.state.tests) {
        cards.replaceChildren(...resultCards(tracks, words));
      }
      if (run.state.epochs !== drawn.run?.state.epochs || twin?.state.epochs !== drawn.twin?.state.epochs) {
        numbersTable.replaceChildren(epochTable(tracks, words));
      }
      const { total } = run.state;
      if (total !== undefined && total !== drawn.run?.state.total) {
        layers.replaceChildren(layerTable(run.state.layers, total, words));
      }
      drawn = tracks;
      const [accuracy, loss] = charts;
      const lines = seriesOf(tracks, "accuracy", words);
      // Rebuilt only when a line joins or leaves.
      const labels = lines.map(({ label }) => label).join();
      if (key.dataset.lines !== labels) key.replaceChildren(legend(lines, words));
      key.dataset.lines = labels;
      return accuracy!.draw(lines, epochs, sentence) + loss!.draw(seriesOf(tracks, "loss", words), epochs, sentence);
    },
    recolour() {
      for (const chart of charts) chart.recolour();
    },
  };
}
