/**
 * Activations or their gradients: [batch / 4][height][channels][width][4 images], float32. A vector is one pixel of
 * four images, a "block" is those four images. A border of zeros surrounds each channel where a convolution reads
 * beyond it; kernels write the interior only. Steps are bytes.
 */
@unmanaged
export class Tensor {
  /** Address of block 0, channel 0, row 0, column 0. */
  data: usize;
  channels: u32;
  height: u32;
  width: u32;
  channelStep: usize;
  rowStep: usize;
  blockStep: usize;

  @inline
  row(block: u32, row: u32): usize {
    return this.data + block * this.blockStep + row * this.rowStep;
  }
}
