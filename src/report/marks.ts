/** How each kind of series is drawn. */
import { decimate } from "../core/chart/decimate";
import type { Point, Series } from "../core/chart/model";
import { hatchTile, styleOf, type Marker } from "../core/chart/palette";
import type { Scale } from "./scales";
import type { Theme } from "./theme";
import { element, short } from "./xml";

export interface Plot {
  readonly x: Scale;
  readonly y: Scale;
  readonly theme: Theme;
}

/** Lines with more points than this have no marks at them. */
const mostMarks = 60;

/** Back to front. */
const order: readonly Series["kind"][] = ["band", "bars", "guide", "line", "steps", "points"];

/** All series of a chart, those behind first; each is a group that has its label as its title. */
export function seriesMarks(series: readonly Series[], plot: Plot): string {
  const bars = series.filter(({ kind }) => kind === "bars");
  const depth = ({ kind, faint }: Series) => (faint === true ? -1 : 0) + 2 * order.indexOf(kind);
  return [...series]
    .sort((back, front) => depth(back) - depth(front))
    .map((one) => {
      const marks = marksOf(one, plot, { index: bars.indexOf(one), count: bars.length });
      return element("g", { class: one.kind, "data-series": one.label, opacity: one.faint ? 0.35 : undefined }, marks);
    })
    .join("");
}

/** A series' look at a place of the legend: 28 px wide, around y = 0. */
export function swatch({ slot, kind }: Series, theme: Theme): string {
  const colour = colourOf(slot, theme);
  const line = element("path", { ...lineOf(slot, theme), d: "M0 0H28" });
  const box = { x: 4, y: -5, width: 20, height: 10 };
  switch (kind) {
    case "band":
      return element("rect", { ...box, fill: colour, "fill-opacity": 0.25 });
    case "bars":
      return element("rect", { ...box, ...fillOf(slot, theme) });
    case "guide":
      return element("path", { ...guideLine(theme), d: "M0 0H28" });
    case "points":
      return marker(slot, 14, 0, theme, true);
    case "steps":
      return line;
    case "line":
      return line + marker(slot, 14, 0, theme, false);
  }
}

/** What bars are filled with, so that they differ without their colours too. */
export function patterns(series: readonly Series[], theme: Theme): string {
  const slots = [...new Set(series.filter(({ kind }) => kind === "bars").map(({ slot }) => slot))];
  return slots.map((slot) => pattern(slot, colourOf(slot, theme))).join("");
}

function marksOf(series: Series, plot: Plot, bar: { readonly index: number; readonly count: number }): string {
  const { kind, slot } = series;
  const { x, y, theme } = plot;
  const points = series.points.filter(({ x: at }) => !Number.isNaN(x.at(at)));
  switch (kind) {
    case "band":
      return element("path", { d: bandPath(points, plot), fill: colourOf(slot, theme), "fill-opacity": 0.18 });
    case "guide":
      return element("path", { ...guideLine(theme), d: linePath(points, plot, true) });
    case "bars": {
      return barMarks(points, slot, plot, bar);
    }
    case "steps":
      return element("path", { ...lineOf(slot, theme), d: stepPath(points, plot) });
    case "points":
      return errorBars(points, slot, plot) + markers(points, slot, plot, true);
    case "line": {
      const drawn = decimate(points, (at) => Math.round(x.at(at)));
      const d = linePath(drawn, plot, false);
      if (series.faint === true)
        return element("path", { ...lineOf(slot, theme), d, "stroke-dasharray": undefined, "stroke-width": 1 });
      const path = element("path", { ...lineOf(slot, theme), d });
      const isSparse = drawn.filter((point) => !Number.isNaN(y.at(point.y))).length <= mostMarks;
      return isSparse ? path + errorBars(drawn, slot, plot) + markers(drawn, slot, plot, false) : path;
    }
  }
}

function colourOf(slot: number, theme: Theme): string {
  return theme.colour(styleOf(slot));
}

function lineOf(slot: number, theme: Theme) {
  const width = 2;
  const dash = styleOf(slot).dash.map((length) => width * length);
  return {
    ...{ fill: "none", stroke: colourOf(slot, theme), "stroke-width": width, "stroke-linejoin": "round" },
    "stroke-dasharray": dash.length === 0 ? undefined : dash.join(" "),
  };
}

function guideLine({ guide }: Theme) {
  return { fill: "none", stroke: guide, "stroke-width": 1, "stroke-dasharray": "3 3" };
}

/** A pen that lifts at gaps. On a category axis a level goes on to the ends. */
function linePath(points: readonly Point[], { x, y }: Plot, isLevel: boolean): string {
  const half = isLevel ? (x.step ?? 0) / 2 : 0;
  let isDown = false;
  return points
    .map((point, index) => {
      const [left, top] = [x.at(point.x), y.at(point.y)];
      if (Number.isNaN(top)) {
        isDown = false;
        return "";
      }
      const begin = isDown ? "L" : "M";
      isDown = true;
      if (half === 0) return `${begin}${short(left)} ${short(top)}`;
      const right = index === points.length - 1 ? `H${short(left + half)}` : "";
      return `${begin}${short(index === 0 ? left - half : left)} ${short(top)}${right}`;
    })
    .join("");
}

function stepPath(points: readonly Point[], { x, y }: Plot): string {
  const visible = points.filter((point) => !Number.isNaN(y.at(point.y)));
  return visible
    .map((point, index) => {
      const [left, top] = [short(x.at(point.x)), short(y.at(point.y))];
      return index === 0 ? `M${left} ${top}` : `H${left}V${top}`;
    })
    .join("");
}

function bandPath(points: readonly Point[], { x, y }: Plot): string {
  const half = (x.step ?? 0) / 2;
  const last = points.length - 1;
  const edge = (end: "low" | "high") =>
    points.map((point, index) => {
      const shift = index === 0 ? -half : index === last ? half : 0;
      const top = y.at(point[end] ?? point.y);
      return `${short(x.at(point.x) + shift)} ${short(Number.isNaN(top) ? y.range[0] : top)}`;
    });
  // A single category has two ends.
  const ends = (places: readonly string[]) =>
    last === 0 && half > 0 ? [places[0]!, places[0]!.replace(/^\S+/, short(x.at(points[0]!.x) + half))] : places;
  return points.length === 0 ? "" : `M${[...ends(edge("high")), ...[...ends(edge("low"))].reverse()].join("L")}Z`;
}

function barMarks(
  points: readonly Point[],
  slot: number,
  plot: Plot,
  { index, count }: { readonly index: number; readonly count: number },
): string {
  const { x, y, theme } = plot;
  const step = x.step ?? 40;
  const width = Math.min(48, (0.8 * step) / Math.max(1, count));
  const shift = (index + 0.5 - count / 2) * width;
  const ground = Number.isNaN(y.at(0)) ? y.range[0] : y.at(0);
  const bars = points
    .filter((point) => !Number.isNaN(y.at(point.y)))
    .map((point) => {
      const top = y.at(point.y);
      const box = {
        x: x.at(point.x) + shift - width / 2,
        y: Math.min(top, ground),
        width,
        height: Math.abs(ground - top),
      };
      return element("rect", { ...box, ...fillOf(slot, theme) });
    });
  return [...bars, errorBars(points, slot, plot, shift)].join("");
}

function fillOf(slot: number, theme: Theme) {
  return { fill: `url(#fill-${slot})`, stroke: colourOf(slot, theme), "stroke-width": 1 };
}

function pattern(slot: number, colour: string): string {
  const { hatch } = styleOf(slot);
  const tile = { width: hatchTile, height: hatchTile };
  const ground = element("rect", { ...tile, fill: colour, "fill-opacity": hatch === "" ? 0.75 : 0.3 });
  const lines = hatch === "" ? "" : element("path", { d: hatch, stroke: colour, "stroke-width": 1.4 });
  return element("pattern", { id: `fill-${slot}`, ...tile, patternUnits: "userSpaceOnUse" }, ground, lines);
}

function errorBars(points: readonly Point[], slot: number, { x, y, theme }: Plot, shift = 0): string {
  const stroke = shift === 0 && x.step === undefined ? colourOf(slot, theme) : theme.text;
  const d = points
    .flatMap(({ x: at, y: value, low, high }) => {
      if (low === undefined || high === undefined || Number.isNaN(y.at(value))) return [];
      const left = x.at(at) + shift;
      const [bottom, top] = [y.at(low), y.at(high)].map((end) => (Number.isNaN(end) ? y.range[0] : end));
      const cap = `${short(left - 3)} `;
      return [`M${cap}${short(top!)}h6M${short(left)} ${short(top!)}V${short(bottom!)}M${cap}${short(bottom!)}h6`];
    })
    .join("");
  return d === "" ? "" : element("path", { class: "interval", d, fill: "none", stroke, "stroke-width": 1.2 });
}

function markers(points: readonly Point[], slot: number, { x, y, theme }: Plot, isHollow: boolean): string {
  return points
    .filter((point) => !Number.isNaN(y.at(point.y)))
    .map((point) => marker(slot, x.at(point.x), y.at(point.y), theme, isHollow))
    .join("");
}

/** Hollow for single points, so that they differ from those of a line of the same slot. */
function marker(slot: number, left: number, top: number, theme: Theme, isHollow: boolean): string {
  const colour = colourOf(slot, theme);
  const fill = isHollow ? (theme.ground ?? "none") : colour;
  const transform = `translate(${short(left)} ${short(top)})`;
  return element("path", {
    class: "mark",
    d: shapes[styleOf(slot).marker],
    transform,
    fill,
    stroke: colour,
    "stroke-width": 1.5,
  });
}

const shapes: Readonly<Record<Marker, string>> = {
  circle: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z",
  square: "M-3 -3H3V3H-3Z",
  triangle: "M0 -4L4 3H-4Z",
  diamond: "M0 -4.5L4.5 0L0 4.5L-4.5 0Z",
  wedge: "M0 4L4 -3H-4Z",
};
