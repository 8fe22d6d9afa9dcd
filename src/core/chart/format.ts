/** How the numbers of a chart are written. */
import type { Locale } from "../template";

/**
 * `percent`: a share, written times 100. `points`: a difference of two shares, in percentage points and signed.
 * `factor`: how many times as much.
 */
export type NumberFormat = "number" | "count" | "percent" | "points" | "factor";

/** A value with its unit: "81.2 %", "−0.4 points", "3.6 ×". A value that is none is a dash. */
export function formatNumber(value: number, format: NumberFormat, locale: Locale = "en"): string {
  if (Number.isNaN(value)) return "–";
  const { decimals, significant, unit } = forms[format];
  const scaled = scaledFor(value, format);
  const text =
    decimals === undefined
      ? significantText(scaled, significant, locale)
      : signed(scaled, format, scaled.toLocaleString(locale, fixed(decimals)));
  return `${text}${unit[locale]}`;
}

/** The same for the ticks of an axis, whose title has the unit: "81", "+0.4", "0.05". */
export function tickText(value: number, format: NumberFormat, locale: Locale = "en"): string {
  // A tick is round: what is beyond ten digits is the rounding of its sum.
  const scaled = Number(scaledFor(value, format).toPrecision(10));
  const isSmall = scaled !== 0 && (Math.abs(scaled) < 1e-4 || Math.abs(scaled) >= 1e7);
  const text = isSmall ? scaled.toExponential() : scaled.toLocaleString(locale, { maximumFractionDigits: 10 });
  return signed(scaled, format, text);
}

const forms: Readonly<
  Record<
    NumberFormat,
    { readonly decimals?: number; readonly significant: number; readonly unit: Readonly<Record<Locale, string>> }
  >
> = {
  number: { significant: 4, unit: { en: "", ja: "" } },
  count: { decimals: 0, significant: 0, unit: { en: "", ja: "" } },
  percent: { decimals: 2, significant: 0, unit: { en: " %", ja: " %" } },
  points: { decimals: 2, significant: 0, unit: { en: " points", ja: " ポイント" } },
  factor: { significant: 3, unit: { en: " ×", ja: " 倍" } },
};

function scaledFor(value: number, format: NumberFormat): number {
  return format === "percent" || format === "points" ? 100 * value : value;
}

function fixed(digits: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

function significantText(value: number, digits: number, locale: Locale): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return signed(value, "number", value.toExponential(digits - 1));
  const rounded = Number(value.toPrecision(digits));
  return signed(rounded, "number", rounded.toLocaleString(locale, { maximumSignificantDigits: digits }));
}

/** With a true minus sign, and a plus where the format is of differences. */
function signed(value: number, format: NumberFormat, text: string): string {
  const bare = text.replace(/^-/, "");
  // A minus in front of nothing but zeros would say that nothing is less than nothing.
  if (!/[1-9]/.test(bare)) return format === "points" && value !== 0 ? `±${bare}` : bare;
  return value < 0 ? `−${bare}` : format === "points" ? `+${bare}` : bare;
}
