import type { LayerRow, LayerTotal } from "../../src/core/run/event";
import { count, percent, significant } from "../../src/core/run/words";
import { make, table } from "../dom";
import type { Tracks } from "./track";

/** The charts' numbers, an epoch a line. */
export function epochTable({ run, twin }: Tracks): HTMLElement {
  const twins = new Map(twin?.state.epochs.map((epoch) => [epoch.epoch, epoch]));
  const head = ["Epoch", "Training loss", "Training accuracy", "Validation loss", "Validation accuracy"];
  const rows = (run?.state.epochs ?? []).map(({ epoch, trainLoss, trainAccuracy, validation }) => {
    const dense = twins.get(epoch)?.validation;
    return [
      String(epoch),
      significant(trainLoss),
      percent(trainAccuracy),
      validation === undefined ? "–" : significant(validation.loss),
      validation === undefined ? "–" : percent(validation.accuracy),
      ...(twin === undefined ? [] : [dense === undefined ? "–" : percent(dense.accuracy)]),
    ];
  });
  return table(
    "Accuracy and loss, epoch by epoch",
    [...head, ...(twin === undefined ? [] : ["Dense twin, validation accuracy"])],
    rows,
  );
}

/** Every layer with a bar as long as its density. */
export function layerTable(layers: readonly LayerRow[], total: LayerTotal): HTMLElement {
  const rows = layers.map((layer) => {
    const { name, density, kept, size, macs, forcedDense = false, deadFilters = 0 } = layer;
    const notes = [
      ...(forcedDense ? [make("span", { class: "badge" }, "kept dense")] : []),
      ...(deadFilters > 0 ? [make("span", { class: "badge warning" }, `${count(deadFilters)} dead`)] : []),
    ];
    return [
      make("span", {}, name.replace(/\.weight$/, "")),
      make("span", { class: "measure" }, bar(density), significant(density)),
      `${count(kept)} / ${count(size)}`,
      percent(total.macs === 0 ? 0 : macs / total.macs),
      make("span", { class: "badges" }, ...notes),
    ];
  });
  const element = table("How dense every layer is", ["Layer", "Density", "Kept weights", "MACs share", "Notes"], rows);
  element.classList.add("layers");
  return element;
}

/** The number beside it says the same. */
function bar(density: number): HTMLElement {
  const filled = make("span", { class: "filled" });
  filled.style.width = `${100 * density}%`;
  return make("span", { class: "bar", "aria-hidden": "true" }, filled);
}
