/**
 * The model file, declared once: its keys, the kinds of layers, their settings, ranges, defaults and explanations. The
 * reader, the JSON Schema and the editor come from here.
 *
 * In a list of layers, a layer is a mapping from its kind to its settings (`conv: { out: 16, kernel: 3 }`) or, where none
 * of them must be given, its kind alone (`relu`).
 */
import * as Type from "typebox";
import type { TObject, TProperties } from "typebox";
import { extentLimit } from "./reading";

const extent = { minimum: 1, maximum: extentLimit };

const name = Type.Optional(
  Type.String({ minLength: 1, description: "Name of the layer and of its weights; its place in the file otherwise." }),
);

const out = (description: string) =>
  Type.Union([Type.Integer(extent), Type.Literal("classes", { description: "As many as the data has classes." })], {
    description,
  });

const bias = (otherwise: boolean) =>
  Type.Boolean({ default: otherwise, description: "Whether every output has a bias added." });

/** Rows and columns. */
const pair = (options: { readonly description: string; readonly default?: number }) =>
  Type.Union(
    [
      Type.Integer({ ...extent, description: "Rows and columns alike." }),
      Type.Tuple([Type.Integer(extent), Type.Integer(extent)], { description: "Rows, then columns." }),
    ],
    options,
  );

const kernel = pair({ description: "Size of the window in pixels: one number, or [rows, columns]." });

const padding = (otherwise: "same" | "valid") =>
  Type.Union(
    [
      Type.Enum(["same", "valid"], {
        enumDescriptions: [
          "As many pixels as make the output as large as the input divided by the stride, an odd one at the bottom and right.",
          "No pixels.",
        ],
      }),
      Type.Integer({ minimum: 0, maximum: extentLimit, description: "Pixels on every side." }),
    ],
    { default: otherwise, description: "Pixels added around the image: same, valid, or a number for every side." },
  );

const pooling = {
  kernel,
  stride: Type.Optional(
    pair({
      description: "Pixels from one window to the next: one number, or [rows, columns]; the kernel's otherwise.",
    }),
  ),
  padding: padding("valid"),
};

/** As the JSON Schema calls any of them. */
const layer = Type.Ref("#/definitions/layer");

/** Every kind of layer, with its settings. */
export const layerKinds = {
  conv: kind("Convolution of images with learned windows.", {
    out: out("Number of output channels, or classes for as many as the data has."),
    kernel,
    stride: pair({ default: 1, description: "Pixels from one window to the next: one number, or [rows, columns]." }),
    padding: padding("same"),
    bias: bias(false),
  }),
  batchNorm: kind("Batch normalisation of every channel, with a learned scale and shift.", {
    epsilon: Type.Number({
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      default: 1e-5,
      description: "Added to the variance before the division by its root.",
    }),
    momentum: Type.Number({
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0.1,
      description: "Share of a batch in the running mean and variance.",
    }),
  }),
  relu: kind("Rectified linear unit: negative values become zero.", {}),
  maxPool: kind("The largest value of every window, channel by channel.", pooling),
  avgPool: kind("The mean of every window, channel by channel; padding does not count in it.", pooling),
  globalAvgPool: kind("The mean of every channel over all rows and columns.", {}),
  flatten: kind("Makes one flat list of all values, channel by channel.", {}),
  dense: kind("Fully connected layer on a flat list, such as flatten or globalAvgPool gives.", {
    out: out("Number of outputs, or classes for as many as the data has."),
    bias: bias(true),
  }),
  dropout: kind("Sets values to zero at random in training and scales up the others.", {
    rate: Type.Number({ minimum: 0, exclusiveMaximum: 1, description: "Share of values set to zero." }),
  }),
  residual: kind("The sum of two branches.", {
    body: Type.Array(layer, { minItems: 1, description: "Layers of the first branch, one after another." }),
    shortcut: Type.Array(layer, { default: [], description: "Layers of the second branch; without, what goes in." }),
  }),
} satisfies Readonly<Record<string, TObject>>;

export type LayerKind = keyof typeof layerKinds;

export const modelSchema = Type.Object({
  version: Type.Literal(1, { description: "Version of this file's form." }),
  name: Type.Optional(Type.String({ minLength: 1, description: "Name of the network, for people." })),
  input: Type.Optional(
    Type.Tuple([Type.Integer(extent), Type.Integer(extent), Type.Integer(extent)], {
      description: "Channels, rows and columns of an image; those of the data where left out.",
    }),
  ),
  layers: Type.Array(layer, {
    minItems: 1,
    description: "The layers, one after another; the last has an output for every class.",
  }),
});

function kind<Settings extends TProperties>(description: string, settings: Settings) {
  return Type.Object({ name, ...settings }, { description });
}
