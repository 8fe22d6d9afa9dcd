/**
 * What training does where an experiment file says nothing: the usual recipe of each data set.
 *
 * CIFAR follows the paper (`method.md` 1.7), and SVHN, which the paper does not train on, follows CIFAR. The built-in
 * images and MNIST's kind are easy: a few epochs along a cosine show the same in minutes. ImageNet's is that of the
 * paper's code, but that weight decay is on batch norm too; who takes a smaller batch takes as much smaller a rate.
 */
import type { DataFormatId } from "../data/formats";
import type { Training } from "./plan";

export type Recipe = Pick<Training, "epochs" | "batch" | "augment"> &
  Partial<Pick<Training, "validation" | "labelSmoothing">> & {
    readonly schedule: Pick<Training["schedule"], "kind"> & {
      readonly at?: readonly number[];
      readonly warmup?: number;
    };
    readonly optimizer?: Partial<Training["optimizer"]>;
  };

export const recipes: Readonly<Record<DataFormatId, Recipe>> = {
  builtin: { epochs: 6, batch: 64, augment: [], schedule: { kind: "cosine" } },
  cifar10: { epochs: 160, batch: 128, augment: ["crop", "flip"], schedule: { kind: "multistep" } },
  cifar100: { epochs: 160, batch: 128, augment: ["crop", "flip"], schedule: { kind: "multistep" } },
  // A mirrored digit is another sign.
  svhn: { epochs: 160, batch: 128, augment: ["crop"], schedule: { kind: "multistep" } },
  mnist: { epochs: 10, batch: 128, augment: [], schedule: { kind: "cosine" } },
  fashion_mnist: { epochs: 10, batch: 128, augment: [], schedule: { kind: "cosine" } },
  imagenet: {
    epochs: 100,
    batch: 768,
    augment: ["crop", "flip"],
    optimizer: { lr: 0.4, nesterov: false, weightDecay: 1e-4 },
    schedule: { kind: "multistep", at: [0.3, 0.6, 0.8], warmup: 5 },
    labelSmoothing: 0.1,
    // The reference holds nothing back; the last epoch is what is reported.
    validation: 0,
  },
};
