/** Folders of pictures, as ImageNet's: train/<class>/… and val/<class>/…; size and classes are the folder's own. */
import type { FormatOutline } from "./format";

export const imagenet: FormatOutline = {
  title: "Image folders",
  normalisation: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  // Its crops never reach beyond an image.
  cropPadding: "zero",
};
