/**
 * The paper's networks (`method.md` 1.8). Node names are those of the reference's and torchvision's modules, so weights
 * and golden data compare by name.
 */
import { graphBuilder, shapeText, squareWindow, type GraphBuilder } from "./build";
import type { Graph, Initial, Layer, Shape } from "./graph";
import { presetChoice, type PresetChoice } from "./presetNames";

/**
 * A built-in network.
 *
 * @param options `classes`: number of logits. `input`: 3×32×32 where left out, 3×224×224 for ImageNet's networks.
 * @returns undefined where there is no such preset (`presetFault` says why)
 * @throws RangeError when `classes` or `input` is no shape, or the input is too small for the network
 */
export function preset(name: string, options: { classes: number; input?: Shape }): Graph | undefined {
  const choice = presetChoice(name);
  if (choice === undefined) return undefined;
  const side = choice.family === "resnet" || choice.family === "WideResNet" ? 224 : 32;
  const input = options.input ?? [3, side, side];
  if (!Number.isSafeInteger(options.classes) || options.classes < 1) {
    throw new RangeError(`The number of classes is ${options.classes}, but must be a whole number of at least 1.`);
  }
  if (!input.every((extent) => Number.isSafeInteger(extent) && extent >= 1)) {
    throw new RangeError(
      `The input is ${shapeText(input)}, but channels, height and width must be whole and at least 1.`,
    );
  }
  const build = graphBuilder(name, input);
  addLayers(stack(build, name), choice, options.classes);
  return build.finish();
}

/** Appends a layer and returns its index; the last node is its input where `from` is left out. */
type Append = (node: string, layer: Layer, from?: readonly number[]) => number;

interface Stack {
  readonly append: Append;
  readonly channels: (node: number) => number;
  readonly last: () => number;
}

interface Convolution {
  readonly out: number;
  readonly kernel: number;
  readonly stride: number;
}

const heNormal: Initial = { weight: "kaiming_fan_in", bias: "uniform_fan_in" };
const torchDense: Initial = { weight: "uniform_fan_in", bias: "uniform_fan_in" };

/** Filters per convolution, `M` a max-pooling by two. */
const vggFilters: Readonly<Record<number, string>> = {
  11: "64 M 128 M 256 256 M 512 512 M 512 512",
  13: "64 64 M 128 128 M 256 256 M 512 512 M 512 512",
  16: "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512",
  19: "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512",
};

const imagenetBlocks: Readonly<Record<number, readonly number[]>> = {
  18: [2, 2, 2, 2],
  34: [3, 4, 6, 3],
  50: [3, 4, 6, 3],
  101: [3, 4, 23, 3],
};

function stack(build: GraphBuilder, model: string): Stack {
  return {
    append: (node, layer, from) => {
      const index = build.append(node, layer, from);
      if (typeof index === "number") return index;
      throw new RangeError(
        `The input of ${shapeText(build.nodes[0]!.shape)} is too small for ${model}; use a larger one.`,
      );
    },
    channels: (node) => build.nodes[node]!.shape[0],
    last: () => build.nodes.length - 1,
  };
}

function addLayers(net: Stack, choice: PresetChoice, classes: number): void {
  switch (choice.family) {
    case "cifar_resnet":
      cifarResnet(net, (choice.depth - 2) / 6, choice.width, classes);
      return;
    case "vgg":
      vgg(net, vggFilters[choice.depth]!.split(" "), classes);
      return;
    case "resnet":
    case "WideResNet":
      imagenetResnet(net, choice.depth, choice.family === "resnet" ? 1 : 2, classes);
      return;
  }
}

function cifarResnet(net: Stack, blocks: number, width: number, classes: number): void {
  normalised(net, "conv", "bn", { out: width, kernel: 3, stride: 1 });
  net.append("relu", { op: "relu" });
  for (let block = 0; block < 3 * blocks; block++) {
    const segment = Math.floor(block / blocks);
    const out = width * 2 ** segment;
    const stride = segment > 0 && block % blocks === 0 ? 2 : 1;
    const body = [
      { out, kernel: 3, stride },
      { out, kernel: 3, stride: 1 },
    ];
    residual(net, `blocks.${block}`, "shortcut", body);
  }
  net.append("avgpool", { op: "globalAvgPool" });
  net.append("fc", { op: "dense", out: classes, bias: true, initial: heNormal });
}

function vgg(net: Stack, filters: readonly string[], classes: number): void {
  const initial: Initial = { weight: "kaiming_fan_out", bias: "zero" };
  const layers = filters.flatMap((entry): Layer[] =>
    entry === "M"
      ? [{ op: "maxPool", ...squareWindow(2, 2, 0) }]
      : [
          { op: "conv2d", out: Number(entry), bias: false, initial, ...squareWindow(3, 1, 1) },
          batchNorm,
          { op: "relu" },
        ],
  );
  const pool: Layer = { op: "avgPool", countPadding: true, ...squareWindow(2, 2, 0) };
  [...layers, pool].forEach((layer, index) => net.append(`feature.${index}`, layer));
  net.append("flatten", { op: "flatten", order: "chw" });
  net.append("classifier", { op: "dense", out: classes, bias: true, initial: { weight: "normal_0.01", bias: "zero" } });
}

/** Strides stand on the 3×3 convolution of a bottleneck, as in torchvision ("v1.5"). */
function imagenetResnet(net: Stack, depth: number, widening: number, classes: number): void {
  normalised(net, "conv1", "bn1", { out: 64, kernel: 7, stride: 2 });
  net.append("relu", { op: "relu" });
  net.append("maxpool", { op: "maxPool", ...squareWindow(3, 2, 1) });
  imagenetBlocks[depth]!.forEach((blocks, segment) => {
    const planes = 64 * 2 ** segment;
    for (let block = 0; block < blocks; block++) {
      const stride = segment > 0 && block === 0 ? 2 : 1;
      const bottleneck = [
        { out: planes * widening, kernel: 1, stride: 1 },
        { out: planes * widening, kernel: 3, stride },
        { out: 4 * planes, kernel: 1, stride: 1 },
      ];
      const basic = [
        { out: planes, kernel: 3, stride },
        { out: planes, kernel: 3, stride: 1 },
      ];
      residual(net, `layer${segment + 1}.${block}`, "downsample", depth < 50 ? basic : bottleneck);
    }
  });
  net.append("avgpool", { op: "globalAvgPool" });
  net.append("fc", { op: "dense", out: classes, bias: true, initial: torchDense });
}

const batchNorm: Layer = { op: "batchNorm", epsilon: 1e-5, momentum: 0.1 };

/** A convolution without bias that keeps the extent (but for its stride), then batch norm. */
function normalised(
  net: Stack,
  conv: string,
  norm: string,
  { out, kernel, stride }: Convolution,
  from?: number,
): number {
  const window = squareWindow(kernel, stride, (kernel - 1) / 2);
  net.append(
    conv,
    { op: "conv2d", out, bias: false, initial: heNormal, ...window },
    from === undefined ? from : [from],
  );
  return net.append(norm, batchNorm);
}

/** Convolutions beside a shortcut, which is a 1×1 convolution where shapes differ. */
function residual(net: Stack, name: string, shortcut: string, body: readonly Convolution[]): void {
  const start = net.last();
  body.forEach((convolution, index) => {
    if (index > 0) net.append(`${name}.relu${index}`, { op: "relu" });
    normalised(net, `${name}.conv${index + 1}`, `${name}.bn${index + 1}`, convolution);
  });
  const end = net.last();
  const out = net.channels(end);
  const stride = body.reduce((product, convolution) => product * convolution.stride, 1);
  const straight =
    stride === 1 && out === net.channels(start)
      ? start
      : normalised(net, `${name}.${shortcut}.0`, `${name}.${shortcut}.1`, { out, kernel: 1, stride }, start);
  net.append(`${name}.add`, { op: "add" }, [end, straight]);
  net.append(`${name}.relu${body.length}`, { op: "relu" });
}
