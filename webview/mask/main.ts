/** The mask page: what was found in a checkpoint file, one layer of it as a picture. */
import "../run/style.css";
import "../results/style.css";
import "./style.css";
import {
  isKeptMasks,
  isMaskCommand,
  isMaskMessage,
  type KeptMasks,
  type MaskRequest,
} from "../../src/core/inspect/panel";
import { localeOf } from "../../src/core/template";
import { registerElements } from "../elements";
import { drawnOnceAFrame } from "../frames";
import { onThemeChange } from "../theme";
import { windowOf, type Look } from "./look";
import { chosenLayer, nothingKnown, withMessage } from "./state";
import { maskView } from "./view";

declare function acquireVsCodeApi(): {
  postMessage(message: MaskRequest): void;
  getState(): unknown;
  setState(state: KeptMasks): void;
};

registerElements();
start();

function start(): void {
  const editor = acquireVsCodeApi();
  const state = editor.getState();
  const kept = isKeptMasks(state) ? state : undefined;
  let known = nothingKnown;
  let look: Look = {
    ...(kept?.layer !== undefined && { layer: kept.layer }),
    ...(kept?.window !== undefined && { window: kept.window }),
  };
  // Until the host has compared again with what it was compared with before.
  let second = kept?.second;
  let asked = "";
  const keep = () => {
    const path = known.file?.path;
    if (path !== undefined) editor.setState({ path, ...look, ...(second !== undefined && { second }) });
  };
  const view = maskView({
    locale: localeOf(document.documentElement.lang),
    files: {
      copy: (text) => {
        editor.postMessage({ kind: "copy", text });
      },
      save: (name, content, encoding) => {
        editor.postMessage({ kind: "save", name, content, encoding });
      },
    },
    compare: () => {
      editor.postMessage({ kind: "compare" });
    },
    alone: () => {
      second = undefined;
      keep();
      editor.postMessage({ kind: "alone" });
    },
    onLook: (next) => {
      look = next;
      keep();
      drawSoon();
    },
    onResize: () => {
      drawSoon();
    },
  });
  document.getElementById("page")?.append(view.element);

  const drawSoon = drawnOnceAFrame(() => {
    const drawn = view.draw(known, look);
    ask();
    return drawn;
  });
  /** Asks for the picture of what is looked at, once. */
  const ask = () => {
    const layer = chosenLayer(known, look.layer);
    if (layer === undefined || layer.size === 0) return;
    const picture = { layer: layer.name, window: windowOf(layer, look), ...view.size(layer) };
    const key = JSON.stringify([picture, known.second?.path]);
    if (key === asked) return;
    asked = key;
    editor.postMessage({ kind: "draw", picture });
  };
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (isMaskCommand(data)) view.obey(data);
    if (!isMaskMessage(data)) return;
    known = withMessage(known, data);
    if (data.kind === "compared" && data.second !== undefined) second = data.second.path;
    if (data.kind === "file" || data.kind === "compared") {
      asked = "";
      keep();
    }
    drawSoon();
  });
  onThemeChange(() => {
    view.recolour();
    drawSoon();
  });
  editor.postMessage({ kind: "ready" });
}
