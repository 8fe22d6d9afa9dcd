/**
 * Nonnegative least squares by relative error: the factors x ≥ 0 for which the products rows · x miss the targets by the
 * least sum of squared shares. Coordinate descent: each factor in turn is the best one for the others as they are.
 *
 * @param rows    one number a term, all ≥ 0, for every target
 * @param targets positive
 * @returns one factor a term, in the same order; 0 for a term that no row has
 */
export function nonnegativeFactors(rows: readonly (readonly number[])[], targets: readonly number[]): number[] {
  const terms = rows[0]?.length ?? 0;
  // Columns of length 1: a term's unit does not matter, however many bytes or multiply-adds it counts.
  const shares = rows.map((row, index) => row.map((value) => value / targets[index]!));
  const lengths = Array.from({ length: terms }, (_, term) => Math.hypot(...shares.map((row) => row[term]!)));
  const columns = lengths.map((length, term) => shares.map((row) => (length === 0 ? 0 : row[term]! / length)));
  const factors = lengths.map(() => 0);
  const left = targets.map(() => 1);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    columns.forEach((column, term) => {
      if (lengths[term] === 0) return;
      const slope = column.reduce((sum, value, index) => sum + value * left[index]!, 0);
      const change = Math.max(-factors[term]!, slope);
      factors[term]! += change;
      column.forEach((value, index) => (left[index]! -= change * value));
    });
  }
  return factors.map((factor, term) => (lengths[term] === 0 ? 0 : factor / lengths[term]!));
}

/** Enough for a handful of terms, and a millisecond's work for a handful of targets. */
const sweeps = 2000;
