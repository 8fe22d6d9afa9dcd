import type { LayerRow, LayerTotal } from "../../src/core/run/event";
import { count, percent, significant } from "../../src/core/run/words";
import { make, table } from "../dom";
import type { Tracks } from "./track";
import type { Words } from "./words";

/** The charts' numbers, an epoch a line. */
export function epochTable({ run, twin }: Tracks, { say, locale }: Words): HTMLElement {
  const twins = new Map(twin?.state.epochs.map((epoch) => [epoch.epoch, epoch]));
  const head = [
    say("epoch"),
    say("trainingLoss"),
    say("trainingAccuracy"),
    say("validationLoss"),
    say("validationAccuracy"),
  ];
  const share = (accuracy: number | undefined) => (accuracy === undefined ? "–" : percent(accuracy, 1, locale));
  const rows = (run?.state.epochs ?? []).map(({ epoch, trainLoss, trainAccuracy, validation }) => {
    const dense = twins.get(epoch)?.validation;
    return [
      String(epoch),
      significant(trainLoss, locale),
      share(trainAccuracy),
      validation === undefined ? "–" : significant(validation.loss, locale),
      share(validation?.accuracy),
      ...(twin === undefined ? [] : [share(dense?.accuracy)]),
    ];
  });
  return table(say("epochs"), [...head, ...(twin === undefined ? [] : [say("twinAccuracy")])], rows);
}

/** Every layer with a bar as long as its density. */
export function layerTable(layers: readonly LayerRow[], total: LayerTotal, { say, locale }: Words): HTMLElement {
  const rows = layers.map((layer) => {
    const { name, density, kept, size, macs, forcedDense = false, deadFilters = 0 } = layer;
    const notes = [
      ...(forcedDense ? [make("span", { class: "badge" }, say("keptDense"))] : []),
      ...(deadFilters > 0
        ? [make("span", { class: "badge warning" }, say("dead", { count: count(deadFilters, locale) }))]
        : []),
    ];
    return [
      make("span", {}, name.replace(/\.weight$/, "")),
      make("span", { class: "measure" }, bar(density), significant(density, locale)),
      `${count(kept, locale)} / ${count(size, locale)}`,
      percent(total.macs === 0 ? 0 : macs / total.macs, 1, locale),
      make("span", { class: "badges" }, ...notes),
    ];
  });
  const head = [say("layer"), say("layerDensity"), say("kept"), say("macs"), say("notes")];
  const element = table(say("layers"), head, rows);
  element.classList.add("layers");
  return element;
}

/** The number beside it says the same. */
function bar(density: number): HTMLElement {
  const filled = make("span", { class: "filled" });
  filled.style.width = `${100 * density}%`;
  return make("span", { class: "bar", "aria-hidden": "true" }, filled);
}
