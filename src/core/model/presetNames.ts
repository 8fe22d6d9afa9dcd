/** Names of the built-in networks: which exist, what they mean, what is wrong with one that does not. */
import { nearest } from "../nearest";
import type { ModelFault } from "./problems";

/** A network by family; `width` is the filters of a cifar_resnet's first segment, or a WideResNet's factor. */
export interface FamilyChoice {
  readonly family: string;
  readonly depth: number;
  readonly width?: number;
}

export type PresetChoice =
  | { readonly family: "cifar_resnet"; readonly depth: number; readonly width: number }
  | { readonly family: "vgg" | "resnet" | "WideResNet"; readonly depth: number };

/** The networks of the paper, to choose from; any `cifar_resnet_<6n+2>[_<width>]` is one too. */
export const presetNames: readonly string[] = [
  ...[20, 32, 44, 56, 110].flatMap((depth) => ["", "_8", "_32"].map((width) => `cifar_resnet_${depth}${width}`)),
  ...[11, 13, 16, 19].map((depth) => `vgg${depth}`),
  ...[18, 34, 50, 101].map((depth) => `resnet${depth}`),
  "WideResNet50_2",
  "WideResNet101_2",
];

/** The name of a network given by family, depth and width, in its shortest form; whether it exists `presetFault` says. */
export function familyName({ family, depth, width }: FamilyChoice): string {
  if (family === "WideResNet") return `${family}${depth}_${width ?? 2}`;
  const stem = family === "cifar_resnet" ? `${family}_${depth}` : `${family}${depth}`;
  return width === undefined || (family === "cifar_resnet" && width === 16) ? stem : `${stem}_${width}`;
}

/** What a preset's name means; undefined where `presetFault` says what is wrong with it. */
export function presetChoice(name: string): PresetChoice | undefined {
  const cifar = cifarName(name);
  if (cifar !== undefined) return (cifar.depth - 2) % 6 === 0 && cifar.depth > 2 ? cifar : undefined;
  const plain = /^(vgg|resnet|WideResNet)(\d+)(?:_2)?$/.exec(name);
  if (plain === null || !presetNames.includes(name)) return undefined;
  const family = plain[1] === "vgg" ? "vgg" : plain[1] === "resnet" ? "resnet" : "WideResNet";
  return { family, depth: Number(plain[2]) };
}

/** Why there is no such preset; undefined where there is. */
export function presetFault(name: string): ModelFault | undefined {
  if (presetChoice(name) !== undefined) return undefined;
  const cifar = cifarName(name);
  if (cifar === undefined) {
    const near = nearest(name.slice(0, 100), presetNames);
    return { code: "model-unknown", args: near === undefined ? { name } : { name, nearest: near } };
  }
  const blocks = Math.max(1, Math.round((cifar.depth - 2) / 6));
  return { code: "model-depth", args: { name, depth: cifar.depth, nearest: 6 * blocks + 2 } };
}

function cifarName(name: string): Extract<PresetChoice, { family: "cifar_resnet" }> | undefined {
  const match = /^cifar_resnet_([1-9]\d{0,3})(?:_([1-9]\d{0,3}))?$/.exec(name);
  return match === null
    ? undefined
    : { family: "cifar_resnet", depth: Number(match[1]), width: Number(match[2] ?? "16") };
}
