/**
 * Dual numbers, tensor by tensor: a value, and how it changes along a direction of the weights. Where every step of the
 * forward and the backward pass is done with both, what comes out beside the gradient is the exact derivative of the
 * gradient along that direction: the Hessian's product with it (Pearlmutter 1994).
 */
export interface Dual {
  readonly value: Float32Array;
  /** Absent where the value does not depend on the direction, or there is none. */
  readonly tangent?: Float32Array;
}

/** What a layer leaves for the way back. */
export interface Pass {
  readonly output: Dual;
  /** From the gradient of its output those of its inputs; nothing for the images'. */
  readonly backward: (gradient: Dual) => readonly Dual[];
}

/** A linear map of value and tangent alike. */
export function mapped({ value, tangent }: Dual, map: (values: Float32Array) => Float32Array): Dual {
  return dual(map(value), tangent && map(tangent));
}

export function dual(value: Float32Array, tangent: Float32Array | undefined): Dual {
  return tangent === undefined ? { value } : { value, tangent };
}

/** Sums of both parts; a tangent that is absent is zero. */
export function sumOf(terms: readonly Dual[]): Dual {
  const tangents = terms.flatMap(({ tangent }) => tangent ?? []);
  return dual(total(terms.map(({ value }) => value)), tangents.length === 0 ? undefined : total(tangents));
}

/** A single term is handed on as it is: nobody writes into a tensor that another has made. */
function total(terms: readonly Float32Array[]): Float32Array {
  const [first, ...others] = terms;
  if (others.length === 0) return first!;
  const sum = first!.slice();
  for (const other of others) for (let at = 0; at < sum.length; at++) sum[at]! += other[at]!;
  return sum;
}
