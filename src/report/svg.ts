/** A chart as a picture: vectors, and text as text. */
import type { ChartModel, Series } from "../core/chart/model";
import type { Locale } from "../core/template";
import { patterns, seriesMarks, swatch, type Plot } from "./marks";
import { scaleOf, type Scale } from "./scales";
import { fitted, textWidth } from "./text";
import { themes, type Theme, type ThemeId } from "./theme";
import { element, escaped, short } from "./xml";

export interface PictureOptions {
  /** In px, at least 200 each. */
  readonly width: number;
  readonly height: number;
  readonly theme: ThemeId;
  readonly locale: Locale;
}

/** Of what is exported. */
export const pictureSize = { width: 720, height: 440 } as const;

const small = 11;
const large = 15;
const fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans JP', 'Hiragino Sans', sans-serif";

/**
 * The chart as an SVG of just this size, whatever is in it: lines are decimated to its columns, and a legend that is too
 * long for it ends in the number of entries left out.
 */
export function svgOf(chart: ChartModel, options: PictureOptions): string {
  const { width, height, locale } = options;
  const theme = themes[options.theme];
  const legend = legendOf(chart.series, width - 2 * small, height / 4, theme, locale);
  const names = chart.x.scale === "category" ? namesRoom(chart.x.categories ?? [], width) : undefined;
  const bottom = height - legend.height - small - (names?.height ?? 18) - 22;
  const y = scaleOf(chart, "y", [bottom, 44], { room: Math.floor((bottom - 44) / 40), locale });
  const left = 34 + Math.max(20, ...y.ticks.map(({ text }) => textWidth(text, small)));
  const right = width - 18;
  const x = scaleOf(chart, "x", [left, right], { room: Math.floor((right - left) / 70), locale });
  const plot: Plot = { x, y, theme };
  const size = { width, height };
  // Several pictures may come to stand in one page; patterns of equal names are equal.
  const clipId = `plot-${chart.id}`;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      ...size,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-family": fonts,
    },
    element("title", {}, escaped(chart.title)),
    element("desc", {}, escaped([chart.summary, ...chart.notes].join(" "))),
    element("defs", {}, patterns(chart.series, theme), clip(clipId, left, right, y)),
    theme.ground === undefined ? "" : element("rect", { ...size, fill: theme.ground }),
    text(
      fitted(chart.title, width - 2 * small, large),
      { x: width / 2, y: 26, "font-size": large, "font-weight": 600 },
      theme,
    ),
    yAxis(chart, plot, left, right),
    xAxis(chart, plot, { bottom, names, left, right }),
    chart.series.length === 0
      ? text(
          fitted(chart.summary, right - left, 13),
          { x: (left + right) / 2, y: (44 + bottom) / 2, "font-size": 13 },
          theme,
        )
      : element("g", { "clip-path": `url(#${clipId})` }, seriesMarks(chart.series, plot)),
    element("g", { class: "legend", transform: `translate(${small} ${short(height - legend.height)})` }, legend.svg),
  );
}

/** A little wider than the axes, for marks at their ends. */
function clip(id: string, left: number, right: number, { range: [bottom, top] }: Scale): string {
  const box = { x: left - 6, y: top - 6, width: right - left + 12, height: bottom - top + 12 };
  return element("clipPath", { id }, element("rect", box));
}

function text(content: string, attributes: Readonly<Record<string, string | number>>, theme: Theme): string {
  return element(
    "text",
    { "text-anchor": "middle", fill: theme.text, "font-size": small, ...attributes },
    escaped(content),
  );
}

function yAxis({ y: { title } }: ChartModel, { y, theme }: Plot, left: number, right: number): string {
  const [bottom, top] = y.range;
  const lines = y.ticks.map(({ at }) =>
    element("path", { d: `M${short(left)} ${short(at)}H${short(right)}`, stroke: theme.grid }),
  );
  const labels = y.ticks.map(({ at, text: label }) =>
    text(label, { x: left - 6, y: at + 4, "text-anchor": "end" }, theme),
  );
  const middle = (bottom + top) / 2;
  const name = text(
    fitted(title, bottom - top + 40, 12),
    { transform: `translate(15 ${short(middle)}) rotate(-90)`, "font-size": 12 },
    theme,
  );
  return element("g", { class: "y axis" }, ...lines, ...labels, name);
}

interface Below {
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** Undefined on axes of numbers. */
  readonly names: NamesRoom | undefined;
}

function xAxis({ x: { title } }: ChartModel, { x, theme }: Plot, { bottom, names, left, right }: Below): string {
  const line = element("path", { d: `M${short(left)} ${short(bottom)}H${short(right)}`, stroke: theme.axis });
  const marks = x.ticks.map(({ at }) => element("path", { d: `M${short(at)} ${short(bottom)}v4`, stroke: theme.axis }));
  // Turned names lie this far apart, or they would touch.
  const every = Math.max(1, Math.ceil((1.7 * small) / (x.step ?? Infinity)));
  const labels = x.ticks
    .filter((_, index) => index % every === 0)
    .map(({ at, text: label }) =>
      names?.isTurned === true
        ? text(fitted(label, Math.min(names.longest, at / cosine), small), turned(at, bottom + 10), theme)
        : text(label, { x: at, y: bottom + 16 }, theme),
    );
  const below = bottom + (names?.height ?? 18) + 14;
  const name = text(fitted(title, right - left, 12), { x: (left + right) / 2, y: below, "font-size": 12 }, theme);
  return element("g", { class: "x axis" }, line, ...marks, ...labels, name);
}

/** Of names that are turned, in degrees. */
const angle = 40;
const cosine = Math.cos((angle * Math.PI) / 180);

function turned(left: number, top: number) {
  return { transform: `translate(${short(left + 3)} ${short(top)}) rotate(${-angle})`, "text-anchor": "end" };
}

interface NamesRoom {
  readonly height: number;
  readonly isTurned: boolean;
  /** Px a name may be long. */
  readonly longest: number;
}

/** Names that do not fit beside each other are turned. */
function namesRoom(names: readonly string[], width: number): NamesRoom {
  const widest = Math.max(0, ...names.map((name) => textWidth(name, small)));
  if (widest + 6 <= (width - 80) / Math.max(1, names.length)) return { height: 18, isTurned: false, longest: widest };
  const longest = Math.min(widest, 150);
  return { height: 14 + 0.65 * longest, isTurned: true, longest };
}

interface Entry {
  readonly left: number;
  readonly width: number;
  readonly svg: string;
}

/** Entries in rows, from the left; what has no room is counted at the end of the last row. */
function legendOf(series: readonly Series[], width: number, most: number, theme: Theme, locale: Locale) {
  const [height, gap, mark] = [18, 16, 34];
  const entries = series.filter(({ faint }) => faint !== true);
  const rows: Entry[][] = [[]];
  for (const one of entries) {
    const label = fitted(one.label, width - mark, small);
    const own = mark + textWidth(label, small);
    const last = rows.at(-1)!.at(-1);
    const left = last === undefined ? 0 : last.left + last.width + gap;
    const svg = swatch(one, theme) + text(label, { x: mark, y: 4, "text-anchor": "start" }, theme);
    if (left > 0 && left + own > width) rows.push([{ left: 0, width: own, svg }]);
    else rows.at(-1)!.push({ left, width: own, svg });
  }
  const shown = rows.slice(0, Math.max(1, Math.floor(most / height)));
  const last = shown.at(-1)!;
  const room = width - textWidth(moreWords(entries.length, locale), small);
  while (shown.length < rows.length && last.length > 0 && last.at(-1)!.left + last.at(-1)!.width + gap > room)
    last.pop();
  const left = entries.length - shown.flat().length;
  if (left > 0) {
    const end = last.at(-1);
    const svg = text(moreWords(left, locale), { x: 0, y: 4, "text-anchor": "start" }, theme);
    last.push({ left: end === undefined ? 0 : end.left + end.width + gap, width: 0, svg });
  }
  const place = (entry: Entry, row: number) =>
    element("g", { transform: `translate(${short(entry.left)} ${height * row})` }, entry.svg);
  const svg = shown.flatMap((row, index) => row.map((entry) => place(entry, index))).join("");
  return { svg, height: entries.length === 0 ? 0 : height * shown.length - 4 };
}

function moreWords(count: number, locale: Locale): string {
  return locale === "ja" ? `ほか ${count} 件` : `and ${count} more`;
}
