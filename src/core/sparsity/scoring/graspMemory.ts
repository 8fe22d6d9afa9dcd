import { sizeOf, type Graph } from "../../model/graph";
import { sum } from "../layers";

/** Images that GraSP scores, of every class. */
export const graspImagesPerClass = 25;

/** Bytes that Hessian products of half of these images keep: value and tangent of all that layers put out. */
export function graspBytes(graph: Graph, images: number): number {
  return sum(graph.nodes.map(({ shape }) => sizeOf(shape))) * 8 * Math.ceil(images / 2);
}
