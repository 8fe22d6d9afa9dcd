/** What YAML takes for blanks; other ones are part of words. */
const blanks = " \t\r\n";

/** Where the blanks before an offset start, no further back than `start`; in one pass, unlike a pattern that ends in `$`. */
export function blanksBefore(text: string, end: number, start = 0): number {
  let at = end;
  while (at > start && blanks.includes(text.charAt(at - 1))) at--;
  return at;
}
