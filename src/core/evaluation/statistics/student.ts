/**
 * Student's t distribution for whole degrees of freedom: a finite sum in the angle atan(t / √freedom), exact to rounding
 * (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4).
 */

/** Probability that a t-distributed number with this many degrees of freedom (a whole number from 1) is at most `t`. */
export function studentProbability(t: number, freedom: number): number {
  return 0.5 + (Math.sign(t) * centralProbability(Math.atan(Math.abs(t) / Math.sqrt(freedom)), freedom)) / 2;
}

/**
 * Quantile of Student's t distribution: the value that a t-distributed number stays below with this probability.
 * Found by halving the angle's interval.
 *
 * @param probability in (0, 1)
 * @param freedom     degrees of freedom, a whole number from 1
 */
export function studentQuantile(probability: number, freedom: number): number {
  if (!(probability > 0 && probability < 1) || !Number.isInteger(freedom) || freedom < 1) {
    throw new RangeError(`There is no t quantile of ${probability} with ${freedom} degrees of freedom.`);
  }
  const central = Math.abs(2 * probability - 1);
  let [low, high] = [0, Math.PI / 2];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, freedom) < central) low = middle;
    else high = middle;
  }
  return Math.sign(probability - 0.5) * Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

/** Probability that |t| ≤ √freedom · tan(angle). */
function centralProbability(angle: number, freedom: number): number {
  const cosine = Math.cos(angle);
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let order = odd ? 3 : 2; order < freedom; order += 2) {
    term *= ((order - 1) / order) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
