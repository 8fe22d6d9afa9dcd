/** The layers of Keras that are supported, each as a step of ours; the others are problems. */
import { addedPadding, evenPadding, samePadding } from "./build";
import type { Initial, Layer, Padding, Shape, Window } from "./graph";
import {
  activationOf,
  axisOf,
  channelsLast,
  flag,
  fraction,
  needed,
  ones,
  paddingMode,
  pair,
  unsupported,
  type Activation,
  type LayerReading,
} from "./kerasConfig";
import type { KerasLayer } from "./kerasTopology";
import { numberPair, wholeNumber, type Report } from "./reading";
import { field, itemsOf, scalarOf } from "./textTree";

/** What a layer does, once the shape of its input is known. */
export type KerasStep =
  | { readonly does: "input" }
  | { readonly does: "pad"; readonly padding: Padding }
  | { readonly does: "activate"; readonly activation: Activation }
  | {
      readonly does: "layer";
      /** Its input must have rows and columns. */
      readonly image?: true;
      /** What comes out is a flat list; where it is left out, as what goes in. */
      readonly flat?: boolean;
      /** `padded`: what a ZeroPadding2D before it adds to `input`. */
      readonly make: (input: Shape, padded: Padding) => Layer;
      readonly activation: Activation;
    };

const heNormal: Initial = { weight: "kaiming_fan_in", bias: "zero" };

type Reader = (layer: LayerReading) => KerasStep | null;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["InputLayer", () => ({ does: "input" })],
  ["Conv2D", convolution],
  ["BatchNormalization", batchNorm],
  ["Activation", activate],
  ["ReLU", relu],
  ["Softmax", softmax],
  ["Add", () => plainLayer({ op: "add" })],
  ["MaxPooling2D", (layer) => pooling(layer, (window) => ({ op: "maxPool", ...window }))],
  // Keras's mean is over the pixels that are there.
  ["AveragePooling2D", (layer) => pooling(layer, (window) => ({ op: "avgPool", countPadding: false, ...window }))],
  ["GlobalAveragePooling2D", globalPooling],
  ["Flatten", flatten],
  ["Dense", dense],
  ["Dropout", dropout],
  ["ZeroPadding2D", zeroPadding],
]);

/** @returns null where the layer, or one of its settings, is not supported: the report says what */
export function readKerasLayer(layer: KerasLayer, text: string, report: Report): KerasStep | null {
  const { name, kind, span } = layer;
  const reader = readers.get(kind);
  if (reader !== undefined) {
    warnOfIgnored(layer, report);
    return reader({ ...layer, text, report });
  }
  if (["Sequential", "Functional", "Model"].includes(kind)) return report.error(span, "model-nested", { name });
  return report.error(span, "model-unsupported-layer", { name, kind, supported: [...readers.keys()].join(", ") });
}

function warnOfIgnored({ name, kind, config }: KerasLayer, report: Report): void {
  if (config.kind !== "map") return;
  for (const [key, { value }] of config.entries) {
    const limits = /_(regularizer|constraint)$/.test(key) && scalarOf(value) !== null;
    const frozen = key === "trainable" && scalarOf(value) === false && kind !== "InputLayer";
    const instead = key.endsWith("_regularizer") ? { instead: "weightDecay" } : {};
    if (limits || frozen) report.warning(value.span, "model-ignored-value", { name, key, ...instead });
  }
}

function convolution(layer: LayerReading): KerasStep | null {
  const { config } = layer;
  const out = needed(layer, "filters", wholeNumber(field(config, "filters"), 1), "a whole number from 1 on");
  const kernel = pair(layer, "kernel_size");
  const stride = pair(layer, "strides", [1, 1]);
  const padding = paddingMode(layer);
  const plain = [ones(layer, "dilation_rate"), ones(layer, "groups"), channelsLast(layer)].every(Boolean);
  const bias = flag(layer, "use_bias", true);
  const activation = activationOf(layer);
  if (!plain || out === null || kernel === null || stride === null) return null;
  if (padding === null || bias === null || activation === null) return null;
  return {
    does: "layer",
    image: true,
    flat: false,
    activation,
    make: (input, padded) => {
      const own = padding === "same" ? samePadding(grown(input, padded), kernel, stride) : evenPadding(0);
      return { op: "conv2d", out, bias, initial: heNormal, kernel, stride, padding: addedPadding(own, padded) };
    },
  };
}

function dense(layer: LayerReading): KerasStep | null {
  const out = needed(layer, "units", wholeNumber(field(layer.config, "units"), 1), "a whole number from 1 on");
  const bias = flag(layer, "use_bias", true);
  const activation = activationOf(layer);
  if (out === null || bias === null || activation === null) return null;
  const initial: Initial = { weight: "kaiming_fan_in", bias: "uniform_fan_in" };
  return { does: "layer", activation, make: () => ({ op: "dense", out, bias, initial }) };
}

function batchNorm(layer: LayerReading): KerasStep | null {
  const { config } = layer;
  const axis = field(config, "axis");
  const last = axis === undefined || [-1, 1, 3].includes(axisOf(axis));
  if (!last) unsupported(layer, "axis", axis, "the last axis");
  const epsilon = fraction(layer, "epsilon", 1e-3, "above 0");
  // Keras's momentum is the share that stays, ours the share that is replaced.
  const stays = fraction(layer, "momentum", 0.99, "from 0");
  const whole = ["scale", "center"].map((key) => onlyTrue(layer, key)).every(Boolean);
  if (!last || !whole || epsilon === null || stays === null) return null;
  return plainLayer({ op: "batchNorm", epsilon, momentum: Number((1 - stays).toPrecision(12)) });
}

function onlyTrue(layer: LayerReading, key: string): boolean {
  const value = field(layer.config, key);
  if (value === undefined || scalarOf(value) === true) return true;
  unsupported(layer, key, value, "true");
  return false;
}

function relu(layer: LayerReading): KerasStep | null {
  const plain = ["max_value", "negative_slope", "threshold"].map((key) => {
    const value = field(layer.config, key);
    const absent = value === undefined || scalarOf(value) === null || (key !== "max_value" && scalarOf(value) === 0);
    if (!absent) unsupported(layer, key, value, "the plain ReLU");
    return absent;
  });
  return plain.every(Boolean) ? { does: "activate", activation: "relu" } : null;
}

function softmax(layer: LayerReading): KerasStep | null {
  const axis = field(layer.config, "axis");
  if (axis !== undefined && ![-1, 1].includes(axisOf(axis))) {
    unsupported(layer, "axis", axis, "the last axis");
  }
  return { does: "activate", activation: "softmax" };
}

function activate(layer: LayerReading): KerasStep | null {
  const activation = activationOf(layer);
  return activation === null ? null : { does: "activate", activation };
}

function pooling(layer: LayerReading, make: (window: Window) => Layer): KerasStep | null {
  const kernel = pair(layer, "pool_size", [2, 2]);
  const stride = pair(layer, "strides", kernel ?? undefined);
  const padding = paddingMode(layer);
  if (!channelsLast(layer) || kernel === null || stride === null || padding === null) return null;
  return {
    does: "layer",
    image: true,
    activation: "linear",
    make: (input) =>
      make({ kernel, stride, padding: padding === "same" ? samePadding(input, kernel, stride) : evenPadding(0) }),
  };
}

function globalPooling(layer: LayerReading): KerasStep | null {
  const keeps = flag(layer, "keepdims", false);
  if (!channelsLast(layer) || keeps === null) return null;
  return { ...plainLayer({ op: "globalAvgPool" }), image: true, flat: !keeps };
}

function flatten(layer: LayerReading): KerasStep | null {
  return channelsLast(layer) ? { ...plainLayer({ op: "flatten", order: "hwc" }), flat: true } : null;
}

function dropout(layer: LayerReading): KerasStep | null {
  const noise = field(layer.config, "noise_shape");
  if (noise !== undefined && scalarOf(noise) !== null) {
    return unsupported(layer, "noise_shape", noise, "null");
  }
  const rate = fraction(layer, "rate", undefined, "from 0");
  return rate === null ? null : plainLayer({ op: "dropout", rate });
}

/** One number, `[rows, columns]` or `[[top, bottom], [left, right]]`. */
function zeroPadding(layer: LayerReading): KerasStep | null {
  const value = field(layer.config, "padding");
  const [rows, columns] = itemsOf(value);
  const even = value === undefined ? ([1, 1] as const) : numberPair(value, 0);
  const vertical = even === undefined ? numberPair(rows, 0) : [even[0], even[0]];
  const horizontal = even === undefined ? numberPair(columns, 0) : [even[1], even[1]];
  if (!channelsLast(layer)) return null;
  if (vertical === undefined || horizontal === undefined) {
    return unsupported(layer, "padding", value ?? layer.config, "a list of whole numbers");
  }
  const [top, bottom] = vertical;
  const [left, right] = horizontal;
  return { does: "pad", padding: { top, bottom, left, right } };
}

function plainLayer(layer: Layer): Extract<KerasStep, { does: "layer" }> {
  return { does: "layer", make: () => layer, activation: "linear" };
}

function grown([channels, height, width]: Shape, { top, bottom, left, right }: Padding): Shape {
  return [channels, height + top + bottom, width + left + right];
}
