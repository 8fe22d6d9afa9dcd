/** The choices above the charts: only those that the charts shown heed. */
import type { ResultOptions } from "../../src/core/results/options";
import { make } from "../dom";
import type { Say, Word } from "./words";

export type OptionKey = keyof ResultOptions;

export interface Choices {
  /** Ids and titles of what has been measured. */
  readonly metrics: readonly (readonly [id: string, title: string])[];
  /** Keys and titles of the cells. */
  readonly cells: readonly (readonly [key: string, title: string])[];
}

/** @param set is told the options as they are from now on */
export function controls(
  keys: readonly OptionKey[],
  options: ResultOptions,
  choices: Choices,
  say: Say,
  set: (options: ResultOptions) => void,
): HTMLElement {
  const words = (...ids: readonly Word[]) => ids.map((id) => [id, say(id)] as const);
  const select = (key: OptionKey, values: readonly (readonly [string, string])[]) =>
    picked(key, say(key), values, String(options[key]), (value) => {
      set({ ...options, [key]: value });
    });
  const tick = (key: "log" | "paper") => {
    const box = make("input", { type: "checkbox", "data-option": key });
    box.checked = options[key];
    box.addEventListener("change", () => {
      set({ ...options, [key]: box.checked });
    });
    return make("label", { class: "tick" }, box, say(key));
  };
  const makers: Readonly<Record<OptionKey, () => HTMLElement>> = {
    axis: () => select("axis", words("epoch", "step", "time")),
    smoothing: () =>
      slider(say("smoothing"), options.smoothing, (smoothing) => {
        set({ ...options, smoothing });
      }),
    log: () => tick("log"),
    against: () => select("against", words("density", "width", "depth")),
    which: () => select("which", words("last", "best")),
    metric: () => select("metric", choices.metrics),
    baseline: () => select("baseline", [["", say("twin")], ...choices.cells]),
    paper: () => tick("paper"),
  };
  return make(
    "div",
    { class: "options", role: "group", "aria-label": say("options") },
    ...keys.map((key) => makers[key]()),
  );
}

/** A list to pick one of, with its name before it. */
export function picked<Value extends string>(
  key: string,
  label: string,
  values: readonly (readonly [value: Value, title: string])[],
  value: Value,
  onPick: (value: Value) => void,
): HTMLElement {
  const entries = values.map(([id, title]) => make("option", { value: id }, title));
  const list = make("select", { "data-option": key }, ...entries);
  list.value = value;
  list.addEventListener("change", () => {
    onPick(values[list.selectedIndex]![0]);
  });
  return make("label", { class: "pick" }, label, list);
}

function slider(label: string, value: number, onSlide: (value: number) => void): HTMLElement {
  const input = make("input", { type: "range", min: "0", max: "0.99", step: "0.01", "data-option": "smoothing" });
  input.value = String(value);
  const said = make("output", {}, value.toFixed(2));
  input.addEventListener("input", () => {
    said.textContent = Number(input.value).toFixed(2);
    onSlide(Number(input.value));
  });
  return make("label", { class: "pick" }, label, input, said);
}
