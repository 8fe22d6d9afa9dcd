import { convolver, type Convolution } from "./convolve";
import { dual, type Dual, type Pass } from "./dual";

export interface Weighted {
  readonly convolution: Convolution;
  /** Images of the batch. */
  readonly count: number;
  readonly weight: Dual;
  readonly bias: Float32Array | undefined;
  /** Whether the gradient of the input is of use; nobody asks for that of the images. */
  readonly inner: boolean;
  /** Gets the gradient of the weight or, where there is a direction, how that changes along it. */
  readonly found: (derivative: Float32Array) => void;
}

/** A convolution or dense layer. */
export function weighted(input: Dual, { convolution, count, weight, bias, inner, found }: Weighted): Pass {
  const product = convolver(convolution, count);
  const [filters, height, width] = convolution.output;
  const size = count * filters * height * width;
  const output = bilinear(product.outputs, size, input, weight);
  if (bias !== undefined) addBias(output.value, bias, height * width);
  return {
    output,
    backward: (gradient) => {
      const derivative = weight.tangent === undefined ? valueOf : tangentOf;
      // Where this weight moves, so do the logits, and with them every gradient that comes back from them.
      found(derivative(product.weights, weight.value.length, gradient, input)!);
      if (!inner) return [];
      return [bilinear(product.images, input.value.length, gradient, weight)];
    },
  };
}

type Product = (left: Float32Array, right: Float32Array, target: Float32Array) => void;

function bilinear(product: Product, size: number, left: Dual, right: Dual): Dual {
  return dual(valueOf(product, size, left, right), tangentOf(product, size, left, right));
}

function valueOf(product: Product, size: number, left: Dual, right: Dual): Float32Array {
  const value = new Float32Array(size);
  product(left.value, right.value, value);
  return value;
}

/** The product rule: (left · right)′ = left′ · right + left · right′. */
function tangentOf(product: Product, size: number, left: Dual, right: Dual): Float32Array | undefined {
  if (left.tangent === undefined && right.tangent === undefined) return undefined;
  const tangent = new Float32Array(size);
  if (left.tangent !== undefined) product(left.tangent, right.value, tangent);
  if (right.tangent !== undefined) product(left.value, right.tangent, tangent);
  return tangent;
}

function addBias(values: Float32Array, bias: Float32Array, places: number): void {
  for (let at = 0; at < values.length; at++) values[at]! += bias[Math.floor(at / places) % bias.length]!;
}
