/** The page of a run: folds what the host sends and draws it. */
import "./style.css";
import { isKeptPanel, isPanelMessage, type KeptPanel, type PanelRequest } from "../../src/core/run/panel";
import { localeOf } from "../../src/core/template";
import { registerElements } from "../elements";
import { drawnOnceAFrame } from "../frames";
import { onThemeChange } from "../theme";
import { runView } from "./view";
import { withEvents, withHeads, type Tracks } from "./track";
import { wordsIn } from "./words";

declare function acquireVsCodeApi(): {
  postMessage(message: PanelRequest): void;
  getState(): unknown;
  setState(state: KeptPanel): void;
};

registerElements();
start();

function start(): void {
  const editor = acquireVsCodeApi();
  const ask = (request: PanelRequest) => {
    editor.postMessage(request);
  };
  const kept = editor.getState();
  let tracks: Tracks = {};
  const keep = () => {
    if (tracks.run !== undefined) editor.setState({ run: tracks.run.head.id, numbers: view.numbersOpen() });
  };
  const view = runView({
    words: wordsIn(localeOf(document.documentElement.lang)),
    numbersOpen: isKeptPanel(kept) && kept.numbers,
    act: (action) => {
      ask({ kind: "do", action });
    },
    onToggle: keep,
  });
  document.getElementById("page")?.append(view.element);

  const drawSoon = drawnOnceAFrame(() => view.draw(tracks));
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (!isPanelMessage(data)) return;
    const next = data.kind === "heads" ? withHeads(tracks, data) : withEvents(tracks, data);
    if (next === undefined) {
      ask({ kind: "ready" });
      return;
    }
    tracks = next;
    keep();
    drawSoon();
  });
  onThemeChange(() => {
    view.recolour();
  });
  ask({ kind: "ready" });
}
