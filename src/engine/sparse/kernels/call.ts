/** What changes from one call of the session to the next; written by the host before the phases run. */
@unmanaged
export class Call {
  /** Examples in this batch; the last block's other lanes repeat one of them and must not count. */
  images: u32;
  blocks: u32;
  /** Whether batch statistics go into the running ones. */
  updateRunning: u32;
  nesterov: u32;
  rate: f32;
  momentum: f32;
  weightDecay: f32;
  /** Whether V8 joins neighbouring vectors, so that twice as many sums fit into its registers. */
  wide: u32;

  /** How many lanes of a block hold examples. */
  @inline
  lanes(block: u32): u32 {
    return min<u32>(4, this.images - 4 * block);
  }

  /** All ones in the lanes that hold examples, zero in the others. */
  @inline
  mask(block: u32): v128 {
    return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(this.lanes(block)));
  }
}

/** At a fixed address; the host leaves the first 1024 bytes to it. */
export const call = changetype<Call>(64);
