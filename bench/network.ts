import * as Type from "typebox";
import type { Static } from "typebox";
import type { Graph } from "../src/core/model/graph";
import { preset } from "../src/core/model/presets";

export const NetworkSchema = Type.Object({
  /** A preset. */
  name: Type.String(),
  classes: Type.Integer({ minimum: 1 }),
  batch: Type.Integer({ minimum: 1 }),
});

export type Network = Readonly<Static<typeof NetworkSchema>>;

export function graphOf({ name, classes }: Network): Graph {
  const graph = preset(name, { classes });
  if (!graph) throw new RangeError(`No preset is called "${name}".`);
  return graph;
}
