/** Values as a file writes them, on one line. */
import { isRecord } from "../record";

/** How texts are quoted; in double quotation marks, mappings are written as JSON too. */
export type Quote = "" | "'" | '"';

export function valueText(value: unknown, quote: Quote = ""): string {
  if (Array.isArray(value)) return `[${value.map((item) => valueText(item, quote)).join(", ")}]`;
  if (!isRecord(value)) return typeof value === "string" ? quoted(value, quote) : String(value);
  const pairs = Object.entries(value).map(([key, within]) => `${quoted(key, quote)}: ${valueText(within, quote)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** A text in these quotation marks, or in some where it would be read as something else without. */
export function quoted(text: string, quote: Quote): string {
  if (quote === "'" && !/[\p{Cc}\p{Cs}]/u.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return quote === "" && isPlain(text) ? text : JSON.stringify(text);
}

function isPlain(text: string): boolean {
  return (
    /^[a-z_./@\\][\w./@\\~+-]*$/i.test(text) && !/^(?:true|false|null)$|^[.+-]*[\d.]*$|^\.(?:inf|nan)$/i.test(text)
  );
}
