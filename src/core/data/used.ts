/** How many of a data set's images a plan uses. */

/** The least that an experiment may ask for, and that a small scale leaves. */
export const leastImages = 10;

/** What a plan says of the number of its images; all of them where it says nothing. */
export interface Used {
  /** Most images of a split. */
  readonly limit?: number;
  /** Part of the images of each split, in (0, 1]. */
  readonly share?: number;
}

/**
 * Images used of a split that has `count`: the first `limit`, and of these the `share`, rounded; ten at least, or all
 * where there are not so many.
 */
export function usedCount(count: number, { limit = Infinity, share = 1 }: Used): number {
  const most = Math.min(count, limit);
  return share === 1 ? most : Math.min(most, Math.max(leastImages, Math.round(share * most)));
}
