/** About how wide texts are, for layouts that are made without a font. */

/** Width in px of a text in a sans-serif font: a little more than most fonts take. */
export function textWidth(text: string, size: number): number {
  return Array.from(text).reduce((sum, character) => sum + (isWide(character) ? 1 : 0.57), 0) * size;
}

/** As much of a text as fits, with an ellipsis where that is not all. */
export function fitted(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && textWidth(`${characters.join("")}…`, size) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

function isWide(character: string): boolean {
  return character.codePointAt(0)! >= 0x2e80;
}
