/**
 * The paper's accuracies over depth, as its authors' repository shows them in a figure: no table of them is published.
 * Liu et al. 2022 (arXiv 2202.02643), figure `depth_cf10-1.png` of VITA-Group/Random_Pruning at commit 871077f, read off
 * its pixels.
 */
import type { SchemeId } from "../../sparsity/schemes";

export const source = "Liu et al. 2022, arXiv 2202.02643, figure depth_cf10-1.png of VITA-Group/Random_Pruning";

/** Points of accuracy that a value may be off where its mark is partly hidden; 0.03 where it is not. */
export const digitisingError = 0.1;

/** Of the values of each scheme, in their order. */
export const densities: readonly number[] = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

interface Published {
  /** Preset of ours. */
  readonly model: string;
  readonly title: string;
  /** Test accuracy in percent. */
  readonly dense: number;
  /** The same by scheme and density; undefined where the mark is hidden under another one. */
  readonly sparse: Readonly<Partial<Record<SchemeId, readonly (number | undefined)[]>>>;
}

export const published: readonly Published[] = [
  {
    model: "cifar_resnet_20",
    title: "ResNet-20",
    dense: 92.37,
    sparse: {
      erk: [undefined, 92.18, undefined, 92.0, 91.58, 91.47, 91.05, undefined, 87.79],
      uniform: [undefined, undefined, 92.03, 91.41, undefined, 91.14, 90.37, 89.3, 86.28],
      uniform_plus: [undefined, 91.96, 91.96, 91.83, 91.31, 90.9, 90.23, 89.07, 86.7],
      snip_ratio: [92.22, 92.32, 91.88, 91.94, 91.87, 91.31, 90.58, 89.86, 87.51],
    },
  },
  {
    model: "cifar_resnet_32",
    title: "ResNet-32",
    dense: 93.07,
    sparse: {
      erk: [92.98, 92.82, 92.72, undefined, 92.52, 92.13, 92.05, 91.37, 89.69],
      uniform: [92.91, 92.77, 92.5, 92.44, 92.13, 91.64, undefined, 90.65, 88.59],
      uniform_plus: [92.86, 92.57, 92.54, 92.59, 92.04, 91.8, 91.23, 90.51, 88.29],
      snip_ratio: [92.78, 92.65, 92.66, 92.73, 92.31, 91.89, 91.99, 91.06, 89.36],
    },
  },
  {
    model: "cifar_resnet_44",
    title: "ResNet-44",
    dense: 93.31,
    sparse: {
      erk: [undefined, undefined, 93.18, 93.08, 92.85, 92.89, 92.49, undefined, 90.64],
      uniform: [93.24, 93.17, undefined, 92.78, 92.64, 92.43, 91.95, 90.9, 89.47],
      uniform_plus: [93.15, 93.07, undefined, 93.02, 92.94, 92.35, 91.81, 91.22, 89.6],
      snip_ratio: [93.38, 93.11, 92.92, 92.73, 92.74, 92.64, 92.25, 91.93, 90.07],
    },
  },
  {
    model: "cifar_resnet_56",
    title: "ResNet-56",
    dense: 93.15,
    sparse: {
      erk: [undefined, 93.29, undefined, 93.11, 93.2, undefined, undefined, 92.32, 90.56],
      uniform: [undefined, 93.33, 93.21, 92.98, 92.88, 92.55, 92.28, 91.75, 90.4],
      uniform_plus: [93.28, 93.45, 93.1, 93.19, 93.05, 92.65, 92.1, 91.41, 89.98],
      snip_ratio: [93.33, 93.07, 93.03, 93.31, 93.27, 92.77, 92.67, 91.84, 90.78],
    },
  },
  {
    model: "cifar_resnet_110",
    title: "ResNet-110",
    dense: 93.34,
    sparse: {
      erk: [93.08, 93.44, 93.62, undefined, 93.46, undefined, 92.99, 92.61, 91.93],
      uniform: [93.76, 93.09, 93.0, 93.24, 93.15, 93.2, undefined, 92.19, 91.34],
      uniform_plus: [93.44, 93.76, 93.25, 93.37, undefined, 93.27, 92.89, 92.54, 91.54],
      snip_ratio: [93.41, 93.14, 92.85, 92.49, 93.27, 93.03, 93.19, 92.74, 91.37],
    },
  },
];
