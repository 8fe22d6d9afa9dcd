/** The only place where the two builds differ: relaxed SIMD fuses multiply and add, plain SIMD rounds in between. */
export class Simd {
  /** a · b + c. */
  @inline
  static fma(a: v128, b: v128, c: v128): v128 {
    if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
    return f32x4.add(f32x4.mul(a, b), c);
  }

  /** max(0, a); not a number stays not a number, so that a diverging run is seen. */
  @inline
  static relu(a: v128): v128 {
    return f32x4.pmax(a, f32x4.splat(0));
  }

  /** The four lanes of the vector at `address`, added in float64. */
  @inline
  static sum(address: usize): f64 {
    return (
      <f64>load<f32>(address) + <f64>load<f32>(address, 4) + (<f64>load<f32>(address, 8) + <f64>load<f32>(address, 12))
    );
  }
}

/** Distance between neighbouring pixels of a tile, known at compile time: the loads then carry it as their offset. */
@unmanaged
export class Adjacent {
  pixel: v128;
}

@unmanaged
export class EverySecond {
  pixel: v128;
  skipped: v128;
}

/** Any other distance is added at run time. */
@unmanaged
export class Anywhere {}
