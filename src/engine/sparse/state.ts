import { sizeOf } from "../../core/model/graph";
import type { NetworkState, Tensors } from "../../core/training/engine";
import type { ParameterPlace, ParameterPlaces } from "./parameters";

/** Writes a network's numbers into memory. Values at pruned positions are left out: they count as zero. */
export function writeState(memory: DataView, places: ParameterPlaces, state: NetworkState): void {
  for (const place of places.parameters) {
    const values = state.parameters.get(place.name)!;
    const momentum = state.momentum.get(place.name);
    for (let index = 0; index < place.count; index++) {
      const position = place.positions[index]!;
      const value = values[position]!;
      memory.setFloat32(place.values + index * place.valueStep, value, true);
      if (place.copies) memory.setFloat32(memory.getUint32(place.copies + index * 4, true), value, true);
      memory.setFloat32(place.momenta + index * 4, momentum?.[position] ?? 0, true);
    }
  }
  for (const { name, address } of places.buffers) {
    state.buffers.get(name)!.forEach((value, index) => {
      memory.setFloat32(address + index * 4, value, true);
    });
  }
}

/** A copy of a network's numbers, with zeros at pruned positions. */
export function readState(memory: DataView, places: ParameterPlaces): NetworkState {
  return {
    parameters: collect(places, (place) => dense(memory, place, place.values, place.valueStep)),
    momentum: collect(places, (place) => dense(memory, place, place.momenta, 4)),
    buffers: new Map(
      places.buffers.map(({ name, size, address }) => [
        name,
        Float32Array.from({ length: size }, (_, index) => memory.getFloat32(address + index * 4, true)),
      ]),
    ),
  };
}

/** A copy of the gradients, with zeros at pruned positions. */
export function readGradients(memory: DataView, places: ParameterPlaces): Tensors {
  return collect(places, (place) => dense(memory, place, place.gradients, 4));
}

/**
 * L2 norm of the gradient over kept weights, as the last update has seen it. Rounded to float32, since the last bits of
 * the float64 sum depend on the order of the weights in memory, and that on the ways the layers go.
 */
export function keptGradientNorm(memory: DataView, { squares }: ParameterPlaces): number {
  let sum = 0;
  for (let task = 0; task < squares.count; task++) sum += memory.getFloat64(squares.address + task * 8, true);
  return Math.fround(Math.sqrt(sum));
}

function collect(places: ParameterPlaces, read: (place: ParameterPlace) => Float32Array): Tensors {
  return new Map(places.parameters.map((place) => [place.name, read(place)]));
}

function dense(memory: DataView, { shape, positions }: ParameterPlace, address: number, step: number): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  for (let index = 0; index < positions.length; index++) {
    values[positions[index]!] = memory.getFloat32(address + index * step, true);
  }
  return values;
}
