import { call } from "./call";

/** Parameters with their gradients and momentum buffers; weights stand in their forward and transposed streams. */
@unmanaged
export class Update {
  /** Address of the first value, and bytes to the next: 8 in a stream of pairs, 4 in a plain array. */
  values: usize;
  valueStep: usize;
  /** Address of each value's copy in the transposed stream, or 0. */
  copies: usize;
  gradients: usize;
  momenta: usize;
  /** Σ gradient² of each task, float64. */
  squares: usize;
}

/** Stochastic gradient descent by PyTorch's formulas (`torch.optim.SGD`, no dampening). */
export function update(descriptor: usize, from: u32, to: u32, task: u32): void {
  const op = changetype<Update>(descriptor);
  let squares: f64 = 0;
  for (let index = from; index < to; index++) {
    const at = op.values + index * op.valueStep;
    const value = load<f32>(at);
    let gradient = load<f32>(op.gradients + index * 4);
    squares += <f64>gradient * <f64>gradient;
    gradient += call.weightDecay * value;
    const momentum = call.momentum * load<f32>(op.momenta + index * 4) + gradient;
    store<f32>(op.momenta + index * 4, momentum);
    const direction = call.nesterov ? gradient + call.momentum * momentum : momentum;
    const next = value - call.rate * direction;
    store<f32>(at, next);
    if (op.copies) store<f32>(load<u32>(op.copies + index * 4), next);
  }
  store<f64>(op.squares + task * 8, squares);
}
