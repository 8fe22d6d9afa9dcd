/** How many units have how many connections. */
export interface Histogram {
  /** Least and most that any unit has; 0 where there are no units. */
  readonly least: number;
  readonly most: number;
  /** Ascending, without gaps from 0 to what a dense unit has. */
  readonly bins: readonly Bin[];
}

export interface Bin {
  /** Whole numbers, both included. */
  readonly from: number;
  readonly to: number;
  /** Units in it. */
  readonly units: number;
}

const mostBins = 20;

/**
 * Sorts units into at most 20 bins of one width (the last may be narrower).
 *
 * @param counts connections of each unit, whole numbers in [0, dense]
 * @param dense  connections of a unit of which everything is kept
 */
export function histogram(counts: Float64Array, dense: number): Histogram {
  if (counts.length === 0) return { least: 0, most: 0, bins: [] };
  const width = Math.ceil((dense + 1) / mostBins);
  const units = new Float64Array(Math.ceil((dense + 1) / width));
  for (const count of counts) units[Math.floor(count / width)]! += 1;
  const bins = [...units].map((number, bin): Bin => {
    return { from: bin * width, to: Math.min((bin + 1) * width - 1, dense), units: number };
  });
  const [least, most] = [counts.reduce((a, b) => Math.min(a, b)), counts.reduce((a, b) => Math.max(a, b))];
  return { least, most, bins };
}
