/** Reading the settings of a Keras layer: a default where one is left out, a problem where it is not supported. */
import type { KerasLayer } from "./kerasTopology";
import { numberIn, numberPair, wholeNumber, type Report } from "./reading";
import type { SettingForm } from "./settingForms";
import { excerpt, field, itemsOf, scalarOf, textOf, type Tree } from "./textTree";

/** A layer being read: its problems quote the text. */
export interface LayerReading extends KerasLayer {
  readonly text: string;
  readonly report: Report;
}

export type Activation = "linear" | "relu" | "softmax";

export function unsupported(
  { name, text, report }: LayerReading,
  key: string,
  value: Tree,
  supported: SettingForm,
): null {
  return report.error(value.span, "model-unsupported-value", {
    name,
    key,
    found: excerpt(text, value.span),
    supported,
  });
}

/** A setting that has no default. */
export function needed<T>(layer: LayerReading, key: string, value: T | undefined, supported: SettingForm): T | null {
  const found = field(layer.config, key);
  if (found === undefined) return layer.report.error(layer.span, "model-missing-value", { name: layer.name, key });
  return value ?? unsupported(layer, key, found, supported);
}

/** Height and width: one whole number or two. `null` is Keras's word for the default. */
export function pair(
  layer: LayerReading,
  key: string,
  otherwise?: readonly [number, number],
): readonly [number, number] | null {
  const value = field(layer.config, key);
  if (otherwise !== undefined && (value === undefined || scalarOf(value) === null)) return otherwise;
  return needed(layer, key, numberPair(value, 1), "one whole number or two, from 1 on,");
}

/**
 * A number below 1.
 *
 * @param otherwise the default; a setting without one must be there
 */
export function fraction(
  layer: LayerReading,
  key: string,
  otherwise: number | undefined,
  from: "from 0" | "above 0",
): number | null {
  const value = field(layer.config, key);
  if (value === undefined && otherwise !== undefined) return otherwise;
  return from === "from 0"
    ? needed(layer, key, numberIn(value, 0, 1), "a number from 0 to below 1")
    : needed(layer, key, numberIn(value, Number.MIN_VALUE, 1), "a number above 0 and below 1");
}

export function flag(layer: LayerReading, key: string, otherwise: boolean): boolean | null {
  const value = field(layer.config, key);
  const read = scalarOf(value);
  if (value === undefined) return otherwise;
  return typeof read === "boolean" ? read : unsupported(layer, key, value, "true or false");
}

export function paddingMode(layer: LayerReading): "same" | "valid" | null {
  const value = field(layer.config, "padding");
  const mode = value === undefined ? "valid" : textOf(value)?.toLowerCase();
  return mode === "same" || mode === "valid" ? mode : unsupported(layer, "padding", value!, "same or valid");
}

/** Whether a setting is 1 throughout, as it is where it is left out. */
export function ones(layer: LayerReading, key: string): boolean {
  const value = field(layer.config, key);
  const numbers = value?.kind === "list" ? itemsOf(value) : value === undefined ? [] : [value];
  if (numbers.every((item) => wholeNumber(item, 1) === 1)) return true;
  unsupported(layer, key, value!, "1");
  return false;
}

export function channelsLast(layer: LayerReading): boolean {
  const value = field(layer.config, "data_format");
  const format = scalarOf(value);
  if (value === undefined || format === null || format === "channels_last") return true;
  unsupported(layer, "data_format", value, "channels_last");
  return false;
}

/** An axis as a number, NaN where it is none; Keras 2 writes it as a list of one. */
export function axisOf(tree: Tree): number {
  const items = itemsOf(tree);
  const value = scalarOf(items.length === 1 ? items[0] : tree);
  return typeof value === "number" ? value : Number.NaN;
}

/** Fused into a layer, or a layer of its own. */
export function activationOf(layer: LayerReading): Activation | null {
  const value = field(layer.config, "activation");
  const activation = value === undefined || scalarOf(value) === null ? "linear" : textOf(value);
  if (activation === "linear" || activation === "relu" || activation === "softmax") return activation;
  const found = excerpt(layer.text, value!.span).replaceAll('"', "");
  return layer.report.error(value!.span, "model-activation", { name: layer.name, activation: found });
}
