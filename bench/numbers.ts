/** A number in an option's text. @throws RangeError in one sentence for a person, without its full stop */
export function numberIn(text: string, option: string, most: number): number {
  const value = Number(text);
  if (value > 0 && value <= most) return value;
  throw new RangeError(`${option} has "${text}", but takes numbers above 0 and up to ${most}`);
}

/** A whole number from 1. @throws RangeError in one sentence for a person, without its full stop */
export function countIn(text: string, option: string, most = 1000): number {
  const value = numberIn(text, option, most);
  if (Number.isInteger(value)) return value;
  throw new RangeError(`${option} has "${text}", but takes whole numbers`);
}
