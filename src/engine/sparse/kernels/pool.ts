import { Tensor } from "./tensor";

/** A window that slides over each channel; what lies beyond the border is left out of it. */
@unmanaged
export class Pool {
  input: Tensor;
  output: Tensor;
  inputGradient: Tensor;
  outputGradient: Tensor;
  kernelRows: i32;
  kernelColumns: i32;
  strideRows: i32;
  strideColumns: i32;
  top: i32;
  left: i32;
  /** Whether pixels beyond the border count in an average's divisor. */
  countPadding: u32;
  /** Whether to add to what the input's gradient holds. */
  accumulate: u32;
}

export function maxPool(descriptor: usize, from: u32, to: u32, _task: u32): void {
  Windows.run<Maximum>(changetype<Pool>(descriptor), from, to, false);
}

export function averagePool(descriptor: usize, from: u32, to: u32, _task: u32): void {
  Windows.run<Average>(changetype<Pool>(descriptor), from, to, false);
}

export function maxPoolGradient(descriptor: usize, from: u32, to: u32, _task: u32): void {
  Windows.run<Maximum>(changetype<Pool>(descriptor), from, to, true);
}

export function averagePoolGradient(descriptor: usize, from: u32, to: u32, _task: u32): void {
  Windows.run<Average>(changetype<Pool>(descriptor), from, to, true);
}

class Windows {
  @inline
  static run<Kind>(op: Pool, from: u32, to: u32, backward: bool): void {
    const input = op.input;
    const output = op.output;
    for (let block = from; block < to; block++) {
      if (backward && !op.accumulate) Windows.clear(op.inputGradient, block);
      for (let row: u32 = 0; row < output.height; row++) {
        const firstRow = <i32>row * op.strideRows - op.top;
        const top = max<i32>(firstRow, 0);
        const rows = max<i32>(min<i32>(firstRow + op.kernelRows, input.height) - top, 0);
        for (let channel: u32 = 0; channel < output.channels; channel++) {
          for (let column: u32 = 0; column < output.width; column++) {
            const firstColumn = <i32>column * op.strideColumns - op.left;
            const left = max<i32>(firstColumn, 0);
            const columns = max<i32>(min<i32>(firstColumn + op.kernelColumns, input.width) - left, 0);
            const x = Windows.at(input, block, top, channel, left);
            const y = Windows.at(output, block, row, channel, column);
            const counted = op.countPadding ? op.kernelRows * op.kernelColumns : rows * columns;
            if (backward) {
              const g = v128.load(Windows.at(op.outputGradient, block, row, channel, column));
              const dx = Windows.at(op.inputGradient, block, top, channel, left);
              if (idof<Kind>() == idof<Maximum>()) Maximum.backward(op, rows, columns, x, y, dx, g);
              else Average.backward(op, rows, columns, counted, dx, g);
            } else if (idof<Kind>() == idof<Maximum>()) Maximum.forward(op, rows, columns, x, y);
            else Average.forward(op, rows, columns, counted, x, y);
          }
        }
      }
    }
  }

  @inline
  static at(tensor: Tensor, block: u32, row: u32, channel: u32, column: u32): usize {
    return tensor.row(block, row) + channel * tensor.channelStep + column * 16;
  }

  static clear(tensor: Tensor, block: u32): void {
    for (let row: u32 = 0; row < tensor.height; row++) {
      for (let channel: u32 = 0; channel < tensor.channels; channel++) {
        memory.fill(Windows.at(tensor, block, row, channel, 0), 0, tensor.width * 16);
      }
    }
  }
}

class Maximum {
  @inline
  static forward(op: Pool, rows: i32, columns: i32, x: usize, y: usize): void {
    let largest = v128.load(x);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) largest = f32x4.max(largest, v128.load(x + column * 16));
      x += op.input.rowStep;
    }
    v128.store(y, largest);
  }

  /** The first of equal maxima takes the gradient. */
  @inline
  static backward(op: Pool, rows: i32, columns: i32, x: usize, y: usize, dx: usize, g: v128): void {
    const largest = v128.load(y);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const hit = f32x4.eq(v128.load(x + column * 16), largest);
        const at = dx + column * 16;
        v128.store(at, f32x4.add(v128.load(at), v128.and(g, hit)));
        g = v128.andnot(g, hit);
      }
      x += op.input.rowStep;
      dx += op.inputGradient.rowStep;
    }
  }
}

class Average {
  @inline
  static forward(op: Pool, rows: i32, columns: i32, counted: i32, x: usize, y: usize): void {
    let sum = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      // Row by row, because long sums of float32 lose digits.
      let part = f32x4.splat(0);
      for (let column = 0; column < columns; column++) part = f32x4.add(part, v128.load(x + column * 16));
      sum = f32x4.add(sum, part);
      x += op.input.rowStep;
    }
    v128.store(y, f32x4.div(sum, f32x4.splat(<f32>counted)));
  }

  @inline
  static backward(op: Pool, rows: i32, columns: i32, counted: i32, dx: usize, g: v128): void {
    const share = f32x4.div(g, f32x4.splat(<f32>counted));
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const at = dx + column * 16;
        v128.store(at, f32x4.add(v128.load(at), share));
      }
      dx += op.inputGradient.rowStep;
    }
  }
}
