/**
 * The experiment file, declared once: its keys, their ranges, defaults and explanations. The static types of a plan,
 * the reader and the JSON Schema all come from here.
 *
 * It declares one point of a grid. In a file, a list stands wherever one value is expected and becomes an axis;
 * what is an `Array` here is a list by nature, and its axis is a list of lists.
 *
 * A key may be left out where it has a `default`, is optional, or is marked `recipe`: then its value is that of the
 * usual recipe for the data (`recipes.ts`).
 */
import * as Type from "typebox";
import { dataFormats, fileFormats, folderFormatIds, type FileFormatId, type FolderFormatId } from "../data/formats";
import { leastImages } from "../data/used";
import { calibrationBins } from "../evaluation/calibration";
import { metrics, type MetricId } from "../evaluation/metrics";
import { defaultMargin } from "../evaluation/statistics/verdict";
import type { Frozen } from "../frozen";
import { engineIds, engines, type EngineWish } from "../training/engines";
import { schemes, type SchemeId } from "../sparsity/schemes";

export const modelFamilies = ["cifar_resnet", "vgg", "resnet", "WideResNet"] as const;

const builtinData = Type.Object({
  format: Type.Literal("builtin", { description: "Shapes drawn over clutter, 32×32 in colour, in ten classes." }),
  seed: Type.Integer({ minimum: 0, maximum: 0xffffffff, default: 1, description: "Seed the images are drawn from." }),
  train: Type.Integer({
    minimum: leastImages,
    maximum: 1_000_000,
    default: 4000,
    description: "Number of training images.",
  }),
  test: Type.Integer({
    minimum: leastImages,
    maximum: 1_000_000,
    default: 2000,
    description: "Number of test images.",
  }),
});

/** The same in all formats, since several may share one `limit`. */
const limits = { minimum: leastImages, maximum: 10_000_000 };

const fileData = Type.Object({
  format: Type.Unsafe<FileFormatId>(
    Type.Enum(Object.keys(fileFormats), {
      enumDescriptions: Object.values(fileFormats).map(({ title, source }) => `${title}: ${source}.`),
      description: "How the files are laid out.",
    }),
  ),
  path: Type.String({ minLength: 1, description: "Folder of the files, relative to the experiment file." }),
  limit: Type.Optional(Type.Integer({ ...limits, description: "Use only the first images of each split." })),
});

const pictureData = Type.Object({
  format: Type.Literal("imagenet", {
    description: "JPEG or PNG pictures of any size in train/<class>/ and val/<class>/, which are the test images.",
  }),
  path: Type.String({ minLength: 1, description: "Folder of train and val, relative to the experiment file." }),
  size: Type.Integer({
    minimum: 8,
    maximum: 1024,
    default: 224,
    description: "Height and width that the network sees; test images are the middle of a picture 256/224 as large.",
  }),
  classes: Type.Integer({
    minimum: 1,
    maximum: 65_535,
    recipe: true,
    description: "Number of classes; counted in the folder where left out.",
  }),
  limit: Type.Optional(Type.Integer({ ...limits, description: "Use only so many images of each split." })),
});

export const dataSchema = Type.Union([builtinData, fileData, pictureData]);

/** What no file says: at a scale below 1, the part that is used of each split. */
const share = Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 }));

/** The images as a plan holds them. */
export const planDataSchema = Type.Union([
  builtinData,
  Type.Object({ ...fileData.properties, share }),
  Type.Object({ ...pictureData.properties, share }),
]);

export const pruneSchema = Type.Object(
  {
    scheme: Type.Unsafe<SchemeId>(
      Type.Enum(Object.keys(schemes), {
        default: "erk",
        enumDescriptions: Object.values(schemes).map(({ title, summary }) => `${title}: ${summary}`),
        description: "How the density of the whole network is shared out among its layers.",
      }),
    ),
    density: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.1,
      description: "Share of all convolution and dense weights that is kept. At 1 the network is dense.",
    }),
    sampling: Type.Enum(["exact", "bernoulli"], {
      default: "exact",
      enumDescriptions: [
        "Keeps exactly as many weights as the density asks for.",
        "Draws every weight by itself, as the paper's code does: the number kept varies with the seed.",
      ],
      description: "How the kept weights are drawn.",
    }),
  },
  { default: {}, description: "Which weights are kept; they stay the same for the whole training." },
);

const warmup = Type.Number({
  minimum: 0,
  maximum: 100_000,
  default: 0,
  description: "Epochs in which the learning rate rises linearly, before anything else.",
});

const scheduleSchema = Type.Union(
  [
    Type.Object({ kind: Type.Literal("constant", { recipe: true, description: "The same rate throughout." }), warmup }),
    Type.Object({
      kind: Type.Literal("multistep", { recipe: true, description: "Times gamma at each of the points in `at`." }),
      at: Type.Array(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), {
        minItems: 1,
        default: [0.5, 0.75],
        description: "Points where the rate drops, as shares of all epochs.",
      }),
      gamma: Type.Number({ exclusiveMinimum: 0, maximum: 1, default: 0.1, description: "Factor of each drop." }),
      warmup,
    }),
    Type.Object({
      kind: Type.Literal("cosine", { recipe: true, description: "Half a cosine, from the rate to zero." }),
      warmup,
    }),
  ],
  { recipe: true, description: "How the learning rate changes over training." },
);

const optimizerSchema = Type.Object(
  {
    kind: Type.Literal("sgd", { default: "sgd", description: "Stochastic gradient descent." }),
    lr: Type.Number({ exclusiveMinimum: 0, maximum: 1000, default: 0.1, description: "Learning rate at its highest." }),
    momentum: Type.Number({
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0.9,
      description: "Share of the last step kept.",
    }),
    nesterov: Type.Boolean({ default: true, description: "Nesterov's form of momentum." }),
    weightDecay: Type.Number({
      minimum: 0,
      maximum: 1,
      default: 5e-4,
      description: "L2 penalty on every parameter, batch norm and biases included.",
    }),
  },
  { default: {}, description: "How weights are updated." },
);

export const trainSchema = Type.Object(
  {
    epochs: Type.Integer({
      minimum: 1,
      maximum: 100_000,
      recipe: true,
      description: "Passes over the training images.",
    }),
    batch: Type.Integer({ minimum: 1, maximum: 65_536, recipe: true, description: "Images per step." }),
    optimizer: optimizerSchema,
    schedule: scheduleSchema,
    augment: Type.Array(
      Type.Enum(["crop", "flip"], {
        enumDescriptions: [
          "Pads by 4 pixels and crops at random; of image folders, takes a random part of 8 to 100 % of the picture.",
          "Mirrors left and right at random.",
        ],
      }),
      { recipe: true, description: "Random changes of the training images; [] for none." },
    ),
    validation: Type.Number({
      minimum: 0,
      maximum: 0.9,
      default: 0.1,
      description: "Share of the training images held back, without augmentation, to choose the best epoch by.",
    }),
    labelSmoothing: Type.Number({
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0,
      description: "Share of the target spread evenly over all classes.",
    }),
  },
  { default: {}, description: "How the network is trained. What is left out follows the usual recipe for the data." },
);

export const evaluateSchema = Type.Array(
  Type.Unsafe<MetricId>(
    Type.Enum(Object.keys(metrics), {
      enumDescriptions: Object.values(metrics).map(({ title, definition }) => `${title}: ${definition}`),
    }),
  ),
  { minItems: 1, default: ["accuracy", "nll", "ece"], description: "What is measured on the test images." },
);

/** Images to tell the test images from: the folder of each data set that lies in one. */
export type OutlierChoice = Readonly<{ builtin: boolean; noise: boolean } & Partial<Record<FolderFormatId, string>>>;

const outlierFolders = folderFormatIds.map((id) => {
  const description = `Folder of other test images: ${dataFormats[id].title}.`;
  return [id, Type.Optional(Type.String({ minLength: 1, description }))] as const;
});

const outliersSchema = Type.Unsafe<OutlierChoice>(
  Type.Object(
    {
      builtin: Type.Boolean({ default: true, description: "Built-in shapes that are none of the ten classes." }),
      noise: Type.Boolean({ default: true, description: "Clipped Gaussian noise." }),
      ...Object.fromEntries(outlierFolders),
    },
    {
      default: {},
      description:
        "Images to tell the test images from, for auc_msp and auc_entropy: the test images of other data sets, resized to fit, at most 256 MiB of each.",
    },
  ),
);

/** Strengths are in 255ths of the pixel range: 8 is 8/255. */
const epsilon = { minimum: 0, maximum: 255 };

const robustnessSchema = Type.Object(
  {
    eps: Type.Number({ ...epsilon, default: 8, description: "Farthest an attack moves a pixel, in 255ths." }),
    curve: Type.Array(Type.Number(epsilon), {
      default: [1, 2, 4, 8, 16],
      description: "Strengths of the curve, in 255ths; eps and 0 are always on it.",
    }),
    images: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1000,
      description: "How many test images are attacked, from the first.",
    }),
    steps: Type.Integer({ minimum: 1, maximum: 1000, default: 10, description: "Gradients an image, for pgd." }),
    stepSize: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 255,
        description: "How far a step of pgd moves a pixel, in 255ths; 2.5 · eps / steps where left out.",
      }),
    ),
  },
  {
    default: {},
    description: "Attacks on the test images, for fgsm and pgd. The same run starts pgd at the same places.",
  },
);

export const evaluationSchema = Type.Object(
  {
    bins: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: calibrationBins.standard,
      description: "Confidence bins of ece.",
    }),
    outliers: outliersSchema,
    robustness: robustnessSchema,
    gradientFlow: Type.Object(
      {
        every: Type.Integer({
          minimum: 1,
          maximum: 100_000,
          default: 1,
          description:
            "Epochs between two measurements; before the first and after the last epoch there always is one.",
        }),
      },
      { default: {}, description: "When gradient_flow is measured: it costs a dense gradient of one batch each time." },
    ),
  },
  { default: {}, description: "How what `evaluate` lists is measured." },
);

/** All settings, defaults filled in. */
export type EvaluationSettings = Frozen<typeof evaluationSchema>;

export const seedSchema = Type.Integer({ minimum: 0, maximum: 0xffffffff });

export const familySchema = Type.Object({
  family: Type.Enum([...modelFamilies], { description: "Kind of network." }),
  depth: Type.Integer({ minimum: 1, maximum: 9999, description: "Number of layers; 6n + 2 for a cifar_resnet." }),
  width: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 9999,
      description: "Filters of a cifar_resnet's first segment (16 where left out), or a WideResNet's factor (2).",
    }),
  ),
});

const modelSchema = Type.Union([Type.String({ minLength: 1 }), familySchema], {
  description: "A preset's name, a model file (./net.model.yaml, ./model.json), or a family with depth and width.",
});

/** `data: builtin` is short for a mapping; the other formats need one, for their folder. */
const formatName = Type.Unsafe<never>(Type.Enum(["builtin", ...Object.keys(fileFormats), "imagenet"]));

/** One point of the grid as a file says it: data may be named by its format alone. */
export const cellSchema = Type.Object({
  version: Type.Literal(1, { description: "Version of this file's form." }),
  model: modelSchema,
  data: Type.Union([...dataSchema.anyOf, formatName], {
    default: { format: "builtin" },
    description: "The images: builtin, or the folder of a known data set.",
  }),
  prune: pruneSchema,
  train: trainSchema,
  evaluate: evaluateSchema,
  evaluation: evaluationSchema,
  scale: Type.Number({
    exclusiveMinimum: 0,
    maximum: 1,
    default: 1,
    description:
      "Share of the epochs and of each split's images that is used, at least one epoch and ten images; results stand for that scale only.",
  }),
  seeds: Type.Array(seedSchema, {
    minItems: 1,
    default: [1],
    description: "One run of every cell for each: a seed decides initial weights, mask and order of the images.",
  }),
  dense: Type.Boolean({ default: true, description: "Also train the dense twin of every cell." }),
  margin: Type.Number({
    minimum: 0,
    maximum: 100,
    default: defaultMargin,
    description: "Points of test accuracy: smaller differences to the dense twins do not matter.",
  }),
  engine: Type.Unsafe<EngineWish["engine"]>(
    Type.Enum(["auto", ...engineIds], {
      default: "auto",
      enumDescriptions: [
        "The engine set on this machine, else the fastest that works here.",
        ...engineIds.map((id) => `${engines[id].title}.`),
      ],
      description: "What all runs of the file are trained on, where that matters; results differ in their last digits.",
    }),
  ),
  requireGpu: Type.Boolean({ default: false, description: "Rather do not train at all than on the CPU." }),
});

export type CellSettings = Frozen<typeof cellSchema>;

/** Stands wherever a number may, and for a list of numbers: an axis, or the list, of evenly spaced values. */
export const rangeSchema = Type.Object(
  {
    from: Type.Number({ description: "First value." }),
    to: Type.Number({ description: "Where the values end; it is the last one if a step meets it." }),
    step: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: "Distance of neighbouring values; 1 for whole numbers where left out.",
      }),
    ),
    times: Type.Optional(
      Type.Number({ exclusiveMinimum: 1, description: "Ratio of neighbouring values, in place of a distance." }),
    ),
  },
  { description: "Values from one number to another." },
);

export type Range = Frozen<typeof rangeSchema>;

const { version, ...cellKeys } = cellSchema.properties;

/** Some keys of a file; `partial` says that none has to be there. */
const partSchema = Type.Object(cellKeys, { partial: true });

/** A whole file: a grid, and what is added to it or taken from it. */
export const fileSchema = Type.Object({
  version,
  ...cellKeys,
  combine: Type.Optional(
    Type.Array(partSchema, {
      minItems: 1,
      description: "Values that go together: each entry is laid over the rest of the file and gives a grid of its own.",
    }),
  ),
  exclude: Type.Optional(
    Type.Array(partSchema, {
      minItems: 1,
      description: "Points of the grid to leave out: those that agree with every value of an entry.",
    }),
  ),
});
