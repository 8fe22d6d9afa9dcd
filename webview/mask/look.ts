import type { InspectedLayer } from "../../src/core/inspect/inspection";
import { extentOf } from "../../src/core/inspect/sentences";
import { fits, wholeOf, type Window } from "../../src/core/inspect/window";

/** What a person looks at. */
export interface Look {
  readonly layer?: string;
  /** All of the layer where it is left out. */
  readonly window?: Window;
}

/** The part of a layer that is looked at. */
export function windowOf(layer: InspectedLayer, look: Look): Window {
  const extent = extentOf(layer);
  const { window } = look;
  return look.layer === layer.name && window !== undefined && fits(window, extent) ? window : wholeOf(extent);
}
