/**
 * What the host tells a kernel, field by field: the same names in the same order as the classes in `kernels/`, 32 bits
 * each (a test compares the two).
 */
const layouts = {
  Tensor: ["data", "channels", "height", "width", "channelStep", "rowStep", "blockStep"],
  Call: ["images", "blocks", "updateRunning", "nesterov", "rate:f32", "momentum:f32", "weightDecay:f32", "wide"],
  Convolution: [
    ...["input", "output", "rowPointers", "passes", "rows", "columns", "inputRows", "inputColumns"],
    ...["firstRow", "firstColumn"],
    ...["outputRows", "outputColumns", "blocksAsColumns", "accumulate", "bias", "partials"],
  ],
  WeightGradient: [
    ...["input", "gradient", "rowPointers", "passes", "runs", "rows", "columns", "inputRows", "inputColumns"],
    ...["blocksAsColumns"],
    ...["partials", "kept", "blocksPerTask", "result"],
  ],
  Affine: [
    ...["input", "output", "residual", "coefficients", "relu", "outputGradient", "inputGradient", "residualGradient"],
    ...["addToInput", "addToResidual", "partials"],
  ],
  BatchNorm: [
    ...["channels", "pixels", "epsilon:f32", "momentum:f32", "scale", "shift", "runningMean", "runningVariance"],
    ...["scaleGradient", "shiftGradient", "coefficients", "precise", "moments", "sums", "training"],
  ],
  Moments: ["input", "partials"],
  Bias: ["gradient", "partials", "result"],
  Pool: [
    ...["input", "output", "inputGradient", "outputGradient", "kernelRows", "kernelColumns", "strideRows"],
    ...["strideColumns", "top", "left", "countPadding", "accumulate"],
  ],
  Flatten: ["input", "output", "offsets", "inputGradient", "inputGradientOffsets", "outputGradient", "accumulate"],
  Dropout: ["input", "output", "key", "threshold", "scale:f32", "accumulate"],
  Update: ["values", "valueStep", "copies", "gradients", "momenta", "squares"],
} as const;

export const descriptorLayouts: Readonly<Record<DescriptorKind, readonly string[]>> = layouts;
export type DescriptorKind = keyof typeof layouts;

type FieldOf<Entry> = Entry extends `${infer Name}:f32` ? Name : Entry;
/** Values of a descriptor's fields; a field that is left out is 0, which stands for "none" where it is an address. */
export type Fields<Kind extends DescriptorKind> = Readonly<
  Partial<Record<FieldOf<(typeof layouts)[Kind][number]> & string, number | boolean>>
>;

/** The descriptor's words as they lie in memory. */
export function describe<Kind extends DescriptorKind>(kind: Kind, fields: Fields<Kind>): Uint32Array {
  const values = new Map<string, number | boolean>(Object.entries(fields));
  const entries = descriptorLayouts[kind];
  const words = new Uint32Array(entries.length);
  const floats = new Float32Array(words.buffer);
  entries.forEach((entry, index) => {
    const [name = entry, type] = entry.split(":");
    const value = Number(values.get(name) ?? 0);
    if (type === "f32") floats[index] = value;
    else words[index] = value;
  });
  return words;
}

/** Address of one field of a descriptor. */
export function fieldAddress<Kind extends DescriptorKind>(
  kind: Kind,
  descriptor: number,
  field: keyof Fields<Kind> & string,
): number {
  return descriptor + 4 * descriptorLayouts[kind].findIndex((entry) => entry.split(":")[0] === field);
}
