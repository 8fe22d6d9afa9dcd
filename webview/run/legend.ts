import { make } from "../dom";
import type { Series } from "./series";
import type { Words } from "./words";

/** What the lines and marks of the charts mean, as text with a small picture each. */
export function legend(series: readonly Series[], { say }: Words): HTMLElement {
  const entries = series.map((one) => make("li", {}, picture(one), one.label));
  return make("ul", { class: "legend", "aria-label": say("lines") }, ...entries);
}

function picture({ colour, style }: Series): SVGElement {
  const line = {
    d: "M1 6H31",
    "stroke-width": style === "thin" ? "1" : "2",
    ...(style === "dashed" && { "stroke-dasharray": "6 4" }),
  };
  const filled = style === "dashed tests" ? { fill: "none" } : {};
  const marks = {
    thin: [shape("path", line)],
    dashed: [shape("path", line)],
    marked: [shape("path", line), shape("circle", { cx: "16", cy: "6", r: "3" })],
    tests: [shape("path", { d: "M16 1l5 5-5 5-5-5z" })],
    "dashed tests": [shape("path", { d: "M16 1l5 5-5 5-5-5z", "stroke-width": "2", ...filled })],
  };
  const svg = shape("svg", { viewBox: "0 0 32 12", width: "32", height: "12", "aria-hidden": "true", class: colour });
  svg.append(...marks[style]);
  return svg;
}

function shape(tag: "svg" | "path" | "circle", attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
