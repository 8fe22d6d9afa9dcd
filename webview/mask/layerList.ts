import type { InspectedLayer } from "../../src/core/inspect/inspection";
import { layerName } from "../../src/core/results/gradientFlow";
import { significant } from "../../src/core/run/words";
import { make } from "../dom";

export interface LayerList {
  readonly element: HTMLElement;
  draw(layers: readonly InspectedLayer[], chosen: string | undefined): void;
}

/** The layers of a file, one of which is chosen: by the mouse, or by arrow keys, Home and End. */
export function layerList(label: string, choose: (name: string) => void): LayerList {
  let shown: readonly InspectedLayer[] = [];
  let at = 0;
  const list = make("ul", { class: "layers-list", role: "listbox", tabindex: "0", "aria-label": label });
  list.addEventListener("keydown", (event) => {
    const last = shown.length - 1;
    const places: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last };
    const next = places[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const layer = shown[Math.min(last, Math.max(0, next))];
    if (layer !== undefined) choose(layer.name);
  });
  const option = (layer: InspectedLayer, index: number) => {
    const { name, shape, density } = layer;
    const filled = make("span", { class: "filled" });
    filled.style.width = `${100 * density}%`;
    const item = make(
      "li",
      { role: "option", id: `layer-${index}` },
      make("span", { class: "name" }, layerName(name)),
      make("span", { class: "quiet" }, shape.join(" × ")),
      make(
        "span",
        { class: "measure" },
        make("span", { class: "bar", "aria-hidden": "true" }, filled),
        make("span", { class: "density" }, significant(density)),
      ),
    );
    item.addEventListener("click", () => {
      choose(name);
    });
    return item;
  };
  return {
    element: list,
    draw(layers, chosen) {
      if (layers !== shown) {
        shown = layers;
        list.replaceChildren(...layers.map(option));
      }
      at = Math.max(
        0,
        layers.findIndex(({ name }) => name === chosen),
      );
      [...list.children].forEach((item, index) => {
        item.setAttribute("aria-selected", String(index === at));
      });
      list.setAttribute("aria-activedescendant", `layer-${at}`);
      list.children[at]?.scrollIntoView({ block: "nearest" });
    },
  };
}
