/** The results page: folds what the host sends about the runs it shows, and draws the charts of one tab. */
import "../run/style.css";
import "./style.css";
import { defaultOptions } from "../../src/core/results/options";
import {
  isKeptResults,
  isResultsCommand,
  readResultsMessage,
  type KeptResults,
  type ResultsRequest,
} from "../../src/core/results/panel";
import { localeOf } from "../../src/core/template";
import { registerElements } from "../elements";
import { drawnOnceAFrame } from "../frames";
import { onThemeChange } from "../theme";
import { nothingKnown, withMessage } from "./state";
import { resultsView, type Setting } from "./view";
import { wordsIn } from "./words";

declare function acquireVsCodeApi(): {
  postMessage(message: ResultsRequest): void;
  getState(): unknown;
  setState(state: KeptResults): void;
};

registerElements();
start();

function start(): void {
  const editor = acquireVsCodeApi();
  const kept = editor.getState();
  const locale = localeOf(document.documentElement.lang);
  let state = nothingKnown;
  let setting: Setting = isKeptResults(kept) ? kept : { tab: "", options: defaultOptions, choosing: false };
  const keep = () => {
    editor.setState({ ...setting, chosen: state.chosen });
  };
  const view = resultsView({
    setting,
    say: wordsIn(locale),
    locale,
    files: {
      copy: (text) => {
        editor.postMessage({ kind: "copy", text });
      },
      save: (name, content, encoding) => {
        editor.postMessage({ kind: "save", name, content, encoding });
      },
    },
    choose: (ids) => {
      editor.postMessage({ kind: "choose", ids });
    },
    onFormats: (formats) => {
      editor.postMessage({ kind: "formats", formats });
    },
    onSet: (next) => {
      setting = next;
      keep();
    },
  });
  document.getElementById("page")?.append(view.element);

  const drawSoon = drawnOnceAFrame(() => view.draw(state));
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const message = readResultsMessage(data);
    if (message === undefined) {
      if (isResultsCommand(data)) view.perform(data);
      return;
    }
    const next = withMessage(state, message);
    if (next === undefined) {
      editor.postMessage({ kind: "ready" });
      return;
    }
    state = next;
    if (message.kind === "chosen") keep();
    drawSoon();
  });
  onThemeChange(() => {
    view.recolour();
  });
  editor.postMessage({ kind: "ready" });
}
