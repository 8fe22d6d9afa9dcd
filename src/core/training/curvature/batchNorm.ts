import { dual, type Dual, type Pass } from "./dual";

export interface BatchNorm {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
  readonly epsilon: number;
  /** Numbers of one channel of one image. */
  readonly places: number;
}

/** What a channel's normalisation is, and how it changes along the direction. */
interface Channel {
  readonly mean: number;
  readonly meanTangent: number;
  /** 1 / √(variance + ε) of the batch, the variance biased. */
  readonly factor: number;
  readonly factorTangent: number;
}

/**
 * Batch norm by the statistics of the batch, which depend on the weights before it as well:
 * x̂ = (x − μ) · f and x̂′ = (x′ − μ′) · f + (x − μ) · f′ with f = (v + ε)^−½, f′ = −f³ · cov(x, x′).
 * Scale and shift do not move along the direction.
 */
export function batchNorm(input: Dual, { scale, shift, epsilon, places }: BatchNorm): Pass {
  const channels = scale.length;
  const { value, tangent } = input;
  const visit = (channel: number, action: (at: number) => void): void => {
    for (let from = channel * places; from < value.length; from += channels * places) {
      for (let at = from; at < from + places; at++) action(at);
    }
  };
  const count = value.length / channels;
  const statistics = Array.from(scale, (_, channel): Channel => {
    let [sum, sumTangent] = [0, 0];
    visit(channel, (at) => {
      sum += value[at]!;
      if (tangent !== undefined) sumTangent += tangent[at]!;
    });
    const [mean, meanTangent] = [sum / count, sumTangent / count];
    let [variance, covariance] = [0, 0];
    visit(channel, (at) => {
      variance += (value[at]! - mean) ** 2 / count;
      if (tangent !== undefined) covariance += ((value[at]! - mean) * (tangent[at]! - meanTangent)) / count;
    });
    const factor = 1 / Math.sqrt(variance + epsilon);
    return { mean, meanTangent, factor, factorTangent: -(factor ** 3) * covariance };
  });
  const normal = (at: number, { mean, factor }: Channel): number => (value[at]! - mean) * factor;
  const normalTangent = (at: number, { mean, meanTangent, factor, factorTangent }: Channel): number =>
    tangent === undefined ? 0 : (tangent[at]! - meanTangent) * factor + (value[at]! - mean) * factorTangent;

  const output = new Float32Array(value.length);
  const outputTangent = tangent && new Float32Array(value.length);
  statistics.forEach((channel, index) => {
    visit(index, (at) => {
      output[at] = scale[index]! * normal(at, channel) + shift[index]!;
      if (outputTangent !== undefined) outputTangent[at] = scale[index]! * normalTangent(at, channel);
    });
  });
  return {
    output: dual(output, outputTangent),
    // dx = γ · f · u with u = dy − mean(dy) − x̂ · mean(dy · x̂), and the product rule.
    backward: (gradient) => {
      const moves = tangent !== undefined || gradient.tangent !== undefined;
      const back = new Float32Array(value.length);
      const backTangent = moves ? new Float32Array(value.length) : undefined;
      statistics.forEach((channel, index) => {
        const change = (at: number): number => gradient.tangent?.[at] ?? 0;
        let [mean, meanTangent, along, alongTangent] = [0, 0, 0, 0];
        visit(index, (at) => {
          const [up, hat] = [gradient.value[at]!, normal(at, channel)];
          mean += up / count;
          along += (up * hat) / count;
          if (!moves) return;
          meanTangent += change(at) / count;
          alongTangent += (change(at) * hat + up * normalTangent(at, channel)) / count;
        });
        visit(index, (at) => {
          const hat = normal(at, channel);
          const rest = gradient.value[at]! - mean - hat * along;
          back[at] = scale[index]! * channel.factor * rest;
          if (backTangent === undefined) return;
          const restTangent = change(at) - meanTangent - normalTangent(at, channel) * along - hat * alongTangent;
          backTangent[at] = scale[index]! * (channel.factorTangent * rest + channel.factor * restTangent);
        });
      });
      return [dual(back, backTangent)];
    },
  };
}
