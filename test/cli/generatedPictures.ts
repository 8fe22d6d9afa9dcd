import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "jpeg-js";
import { builtin, builtinImages } from "../../src/core/data/builtin";

/** Built-in shapes of four classes as JPEG files, 32×32: `count` of each. */
export function putPictures(folder: string, split: "train" | "test", count: number): void {
  const { pixels, labels } = builtinImages({ split, seed: 1, count: 10 * count });
  for (const [image, label] of labels.entries()) {
    if (label >= 4) continue;
    const at = image * 3072;
    const data = Uint8Array.from({ length: 4096 }, (_, to) =>
      to % 4 === 3 ? 255 : pixels[at + (to % 4) * 1024 + Math.floor(to / 4)]!,
    );
    const place = join(folder, split === "train" ? "train" : "val", builtin.classNames[label]!);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${image}.JPEG`), encode({ width: 32, height: 32, data }, 90).data);
  }
}
